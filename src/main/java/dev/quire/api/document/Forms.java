package dev.quire.api.document;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.Timers;
import dev.quire.api.intake.BodyCost;
import dev.quire.api.intake.ReceivedBody;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Locale;

/**
 * Takes files out of forms. Small forms are read where they are asked for; larger ones on the CPU
 * pool, because they are searched and copied, which takes the event loop too long. Thread-safe.
 */
@Singleton
public class Forms {

  /** Read within a tenth of a millisecond. */
  private static final int SMALL_BYTES = 64 << 10;

  private static final String PART = "file";
  private static final String MULTIPART = "multipart/form-data";

  private final CpuExecutor pool;
  private final RequestMemory memory;
  private final Timers time;

  Forms(CpuExecutor pool, RequestMemory memory, Timers time) {
    this.pool = pool;
    this.memory = memory;
    this.time = time;
  }

  /**
   * A request's whole body.
   *
   * @throws ProblemException if it is empty
   */
  public static SingleUse<byte[]> bytes(ReceivedBody body) {
    byte[] bytes = ReceivedBody.take(body);
    if (bytes.length == 0) {
      throw new ProblemException(ProblemType.EMPTY_BODY, "Send the image as the request's body");
    }
    return new SingleUse<>(bytes);
  }

  /**
   * The file that a body is, or has in its part {@value #PART} if it is a form.
   *
   * @param hold what keeps the body in memory
   * @param contentType the body's media type, or null
   * @return fails as {@link #file} does
   */
  public Uni<FormFile> upload(
      SingleUse<byte[]> body,
      RequestHold hold,
      String contentType,
      DocumentTerms terms,
      PageTask task) {
    boolean form =
        contentType != null && contentType.toLowerCase(Locale.ROOT).startsWith(MULTIPART);
    return form
        ? file(body, contentType, terms, task).invoke(file -> hold.shrinkTo(file.content().length))
        : Uni.createFrom().item(() -> new FormFile(body.take(), terms));
  }

  /**
   * A file out of a form.
   *
   * @param content at least one byte
   * @param terms the request's, with the time that is left
   */
  public record FormFile(byte[] content, DocumentTerms terms) {}

  /**
   * The content of the part {@value #PART}.
   *
   * @param form taken and let go of once it is read
   * @param contentType with the form's boundary
   * @param terms for whom and until when it is read
   * @param task what the file is for
   * @return fails with {@link ProblemException} if there is no such part or it is empty, and as
   *     {@link CpuExecutor#prepare} does; that is counted as the outcome of one page
   */
  public Uni<FormFile> file(
      SingleUse<byte[]> form, String contentType, DocumentTerms terms, PageTask task) {
    Terms first = terms.first();
    return task.outcomes()
        .opening(
            first.client(),
            Uni.createFrom()
                .deferred(
                    () -> {
                      byte[] bytes = form.take();
                      if (bytes.length <= SMALL_BYTES) {
                        return Uni.createFrom()
                            .item(new FormFile(content(bytes, contentType), terms));
                      }
                      SingleUse<byte[]> passing = new SingleUse<>(bytes);
                      long reading = BodyCost.readingBytes(bytes.length);
                      Deadline deadline = Deadline.in(first.timeout(), time);
                      MemoryReservation parts = memory.heap().open(first.client(), Stage.WORK);
                      return deadline
                          .hold(
                              pool.prepare(
                                      CpuWork.of(task.task(), first, deadline),
                                      () -> {
                                        parts.grow(reading);
                                        return content(passing.take(), contentType);
                                      })
                                  .map(file -> new FormFile(file, terms.left(deadline))))
                          .onTermination()
                          .invoke(parts::close);
                    }));
  }

  private static byte[] content(byte[] form, String contentType) {
    byte[] file = MultipartFile.read(form, contentType, PART);
    if (file.length == 0) {
      throw new ProblemException(ProblemType.EMPTY_BODY, "The form's part 'file' is empty");
    }
    return file;
  }
}
