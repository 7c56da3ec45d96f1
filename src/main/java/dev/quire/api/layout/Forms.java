package dev.quire.api.layout;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.Outcomes;
import dev.quire.api.SingleUse;
import dev.quire.api.Timers;
import dev.quire.api.intake.BodyCost;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/**
 * Takes files out of forms. Small forms are read where they are asked for; larger ones on the CPU
 * pool, because they are searched and copied, which takes the event loop too long. Thread-safe.
 */
@Singleton
public class Forms {

  /** Read within a tenth of a millisecond. */
  private static final int SMALL_BYTES = 64 << 10;

  private static final String PART = "file";

  private final CpuExecutor pool;
  private final RequestMemory memory;
  private final Timers time;
  private final Outcomes outcomes;

  Forms(CpuExecutor pool, RequestMemory memory, Timers time, Outcomes outcomes) {
    this.pool = pool;
    this.memory = memory;
    this.time = time;
    this.outcomes = outcomes;
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
   * @return fails with {@link ProblemException} if there is no such part or it is empty, and as
   *     {@link CpuExecutor#prepare} does; that is counted as the outcome of one page
   */
  public Uni<FormFile> file(SingleUse<byte[]> form, String contentType, DocumentTerms terms) {
    Terms first = terms.first();
    return outcomes.opening(
        first.client(),
        Uni.createFrom()
            .deferred(
                () -> {
                  byte[] bytes = form.take();
                  if (bytes.length <= SMALL_BYTES) {
                    return Uni.createFrom().item(new FormFile(content(bytes, contentType), terms));
                  }
                  SingleUse<byte[]> passing = new SingleUse<>(bytes);
                  long reading = BodyCost.readingBytes(bytes.length);
                  Deadline deadline = Deadline.in(first.timeout(), time);
                  MemoryReservation parts = memory.heap().open(first.client(), Stage.WORK);
                  return deadline
                      .hold(
                          pool.prepare(
                                  CpuWork.of(Model.LAYOUT, first, deadline),
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
