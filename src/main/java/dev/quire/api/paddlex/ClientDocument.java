package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.DocumentLanes;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A client's file, open, and what its pages take. Thread-safe. */
final class ClientDocument {

  private final OpenDocument document;
  private final int pageCount;
  private final byte[] content;
  private final String identity;
  private final FileType type;
  private final DocumentLanes lanes;
  private final ByteBudget heap;
  private final HeldPictures pictures;
  private final Set<MemoryReservation> drawn = ConcurrentHashMap.newKeySet();

  private ClientDocument(
      OpenDocument document,
      int pageCount,
      byte[] content,
      FileType type,
      DocumentLanes lanes,
      ByteBudget heap,
      String client) {
    this.document = document;
    this.pageCount = pageCount;
    this.content = content;
    this.identity = PageSource.encoded(content).identity();
    this.type = type;
    this.lanes = lanes;
    this.heap = heap;
    this.pictures = new HeldPictures(heap, client, false);
  }

  /**
   * Opens a file.
   *
   * @param content not to be changed any more
   * @param type what the client says that it is
   * @param heap what drawn pages and pictures take
   * @param work for whom and until when
   * @return fails with {@link RefusedException} where the client is wrong about that, and as {@link
   *     Documents#open(byte[])} and {@link CpuPool#prepare} do
   */
  static Uni<ClientDocument> open(
      Documents documents,
      byte[] content,
      FileType type,
      DocumentLanes lanes,
      ByteBudget heap,
      CpuWork work) {
    return Uni.createFrom()
        .deferred(
            () -> {
              OpenDocument document = new OpenDocument();
              return lanes
                  .of(content)
                  .prepare(
                      work,
                      () -> {
                        document.opened(
                            documents.open(
                                content, Optional.empty(), document.cancelled(work.deadline())));
                        requireType(document.use(Document::kind), type);
                        return new ClientDocument(
                            document,
                            document.use(Document::pageCount),
                            content,
                            type,
                            lanes,
                            heap,
                            work.client());
                      })
                  .onFailure()
                  .invoke(document::end)
                  .onCancellation()
                  .invoke(document::end);
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

  /** The pictures of its pages, held until it ends. */
  HeldPictures pictures() {
    return pictures;
  }

  /** How many pages it has; of an image with several, as PaddleX does, the first counts. */
  int pageCount() {
    return type == FileType.PDF ? pageCount : 1;
  }

  /**
   * A page. Whoever asks for several at a time has them drawn side by side.
   *
   * @param number from 1
   * @param work for whom and until when; drawing ends then
   */
  Uni<ClientPage> page(int number, CpuWork work) {
    boolean pdf = type == FileType.PDF;
    return lanes
        .of(pdf)
        .prepare(
            lanes.weighed(work, pdf),
            () -> {
              MemoryReservation held = heap.open(work.client(), Stage.PIXELS);
              drawn.add(held);
              try {
                PageImage image = document.page(number, work.deadline(), held, () -> {});
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
    pictures.close();
    drawn.forEach(this::letGo);
  }
}
