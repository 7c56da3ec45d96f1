package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.HeldPictures;
import dev.quire.api.layout.OpenDocument;
import dev.quire.api.layout.PageSource;
import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.Documents;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import io.smallrye.mutiny.Uni;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A client's file, open, and what its pages take. Thread-safe. */
final class ClientDocument {

  private final OpenDocument document;
  private final int pageCount;
  private final byte[] content;
  private final String identity;
  private final FileType type;
  private final CpuPool pool;
  private final ByteBudget heap;
  private final HeldPictures pictures;
  private final Set<MemoryReservation> drawn = ConcurrentHashMap.newKeySet();

  private ClientDocument(
      OpenDocument document,
      int pageCount,
      byte[] content,
      FileType type,
      CpuPool pool,
      ByteBudget heap,
      HeldPictures pictures) {
    this.document = document;
    this.pageCount = pageCount;
    this.content = content;
    this.identity = PageSource.encoded(content).identity();
    this.type = type;
    this.pool = pool;
    this.heap = heap;
    this.pictures = pictures;
  }

  /**
   * Opens a file, on the CPU pool.
   *
   * @param document takes it; the caller ends it, whatever comes of this
   * @param content not to be changed any more
   * @param type what the client says that it is
   * @param heap what drawn pages and pictures take
   * @param hold keeps the pictures until they are sent
   * @param work for whom and until when
   * @return fails with {@link RefusedException} where the client is wrong about that, and as {@link
   *     Documents#open(byte[])} and {@link CpuPool#prepare} do
   */
  static Uni<ClientDocument> open(
      OpenDocument document,
      Documents documents,
      byte[] content,
      FileType type,
      CpuPool pool,
      ByteBudget heap,
      RequestHold hold,
      CpuWork work) {
    return pool.prepare(
        work,
        () -> {
          document.opened(documents.open(content));
          requireType(document.use(Document::kind), type);
          HeldPictures pictures = new HeldPictures(heap, work.client(), false);
          hold.whenSent(pictures::close);
          return new ClientDocument(
              document, document.use(Document::pageCount), content, type, pool, heap, pictures);
        });
  }

  private static void requireType(DocumentKind kind, FileType type) {
    boolean pdf = kind == DocumentKind.PDF;
    if (pdf != (type == FileType.PDF)) {
      throw new RefusedException(
          pdf
              ? "The file is a PDF document, but fileType 1 says that it is an image"
              : "The file is an image, but fileType 0 says that it is a PDF document");
    }
  }

  FileType type() {
    return type;
  }

  /** The pictures of its pages, held until they are sent. */
  HeldPictures pictures() {
    return pictures;
  }

  /** How many pages it has; of an image with several, as PaddleX does, the first counts. */
  int pageCount() {
    return type == FileType.PDF ? pageCount : 1;
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
        type == FileType.PDF ? work.asHeavy() : work,
        () -> {
          MemoryReservation held = heap.open(work.client(), Stage.PIXELS);
          drawn.add(held);
          try {
            PageImage image = document.page(number, work.deadline(), held);
            PageSource source =
                type == FileType.PDF
                    ? PageSource.of(identity, number, image)
                    : PageSource.encoded(content);
            return new ClientPage(number, source, image, () -> letGo(held));
          } catch (RuntimeException | Error e) {
            letGo(held);
            throw e;
          }
        });
  }

  private void letGo(MemoryReservation held) {
    drawn.remove(held);
    held.close();
  }

  /** Lets go of it; a page that is just being drawn is not finished. */
  void end() {
    document.end();
    drawn.forEach(this::letGo);
  }
}
