package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.layout.DrawnPages;
import dev.quire.api.layout.PageSource;
import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.Documents;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;

/** A client's file, open. Thread-safe. */
final class ClientDocument {

  private final Document document;
  private final byte[] content;
  private final String identity;
  private final FileType type;
  private final CpuPool pool;
  private final MemoryReservation drawn;
  private final AtomicBoolean ended = new AtomicBoolean();

  private ClientDocument(
      Document document, byte[] content, FileType type, CpuPool pool, MemoryReservation drawn) {
    this.document = document;
    this.content = content;
    this.identity = PageSource.encoded(content).identity();
    this.type = type;
    this.pool = pool;
    this.drawn = drawn;
  }

  /**
   * Opens a file, on the CPU pool.
   *
   * @param content not to be changed any more
   * @param type what the client says that it is
   * @param heap what drawn pages take
   * @param work for whom and until when
   * @return fails with {@link RefusedException} where the client is wrong about that, and as {@link
   *     Documents#open(byte[])} and {@link CpuPool#prepare} do
   */
  static Uni<ClientDocument> open(
      Documents documents,
      byte[] content,
      FileType type,
      CpuPool pool,
      ByteBudget heap,
      CpuWork work) {
    return pool.prepare(
        work,
        () -> {
          Document document = documents.open(content);
          boolean pdf = document.kind() == DocumentKind.PDF;
          if (pdf != (type == FileType.PDF)) {
            document.close();
            throw new RefusedException(
                pdf
                    ? "The file is a PDF document, but fileType 1 says that it is an image"
                    : "The file is an image, but fileType 0 says that it is a PDF document");
          }
          return new ClientDocument(
              document, content, type, pool, heap.open(work.client(), Stage.PIXELS));
        });
  }

  FileType type() {
    return type;
  }

  /** How many pages it has; of an image with several, as PaddleX does, the first counts. */
  int pageCount() {
    return type == FileType.PDF ? document.pageCount() : 1;
  }

  /**
   * A page, drawn on the CPU pool. A document draws one page at a time: whoever asks for another
   * one meanwhile keeps a thread waiting.
   *
   * @param number from 1
   * @param work for whom and until when; drawing ends then
   */
  Uni<ClientPage> page(int number, CpuWork work) {
    return pool.prepare(
        document.kind() == DocumentKind.PDF ? work.asHeavy() : work,
        () -> {
          long bytes = DrawnPages.reserve(document, number, drawn);
          PageImage image = image(number, work.deadline(), bytes);
          PageSource source =
              type == FileType.PDF
                  ? PageSource.of(identity, number, image)
                  : PageSource.encoded(content);
          return new ClientPage(number, source, image, () -> drawn.release(bytes));
        });
  }

  private PageImage image(int number, Deadline deadline, long bytes) {
    try {
      return document.page(number, () -> ended.get() || deadline.isOver());
    } catch (CancellationException e) {
      deadline.check();
      throw e;
    } catch (MemoryExhaustedException e) {
      // it is drawn anew when there is room
      drawn.release(bytes);
      throw e;
    }
  }

  /** Lets go of it; a page that is just being drawn is not finished. */
  void end() {
    drawn.close();
    if (ended.compareAndSet(false, true)) {
      // closing waits for the page that is being drawn
      pool.finish(
              () -> {
                document.close();
                return true;
              })
          .subscribe()
          .with(closed -> {});
    }
  }
}
