package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.DocumentLanes;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.HeldPictures;
import dev.quire.api.layout.OpenDocument;
import dev.quire.api.layout.PageSource;
import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
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
  private final DocumentKind kind;
  private final DocumentLanes lanes;
  private final ByteBudget heap;
  private final HeldPictures pictures;
  private final Set<MemoryReservation> drawn = ConcurrentHashMap.newKeySet();

  private ClientDocument(
      OpenDocument document,
      int pageCount,
      byte[] content,
      DocumentKind kind,
      DocumentLanes lanes,
      ByteBudget heap,
      HeldPictures pictures) {
    this.document = document;
    this.pageCount = pageCount;
    this.content = content;
    this.identity = PageSource.encoded(content).identity();
    this.kind = kind;
    this.lanes = lanes;
    this.heap = heap;
    this.pictures = pictures;
  }

  /**
   * Opens a file. What it is, its contents tell and nothing else.
   *
   * @param document takes it; the caller ends it, whatever comes of this
   * @param content not to be changed any more
   * @param heap what drawn pages and pictures take
   * @param hold keeps the pictures until they are sent
   * @param work for whom and until when
   * @return fails as {@link Documents#open(byte[])} and {@link CpuPool#prepare} do
   */
  static Uni<ClientDocument> open(
      OpenDocument document,
      Documents documents,
      byte[] content,
      DocumentLanes lanes,
      ByteBudget heap,
      RequestHold hold,
      CpuWork work) {
    return lanes
        .of(content)
        .prepare(
            lanes.opening(work, content),
            () -> {
              document.opened(
                  documents.open(content, Optional.empty(), document.cancelled(work.deadline())));
              HeldPictures pictures = new HeldPictures(heap, work.client(), false);
              hold.whenSent(pictures::close);
              return new ClientDocument(
                  document,
                  document.use(Document::pageCount),
                  content,
                  document.use(Document::kind),
                  lanes,
                  heap,
                  pictures);
            });
  }

  /** What the file is. */
  DocumentKind kind() {
    return kind;
  }

  /** Whether it is a picture of a single page, which is laid out as it came. */
  boolean isPicture() {
    return kind == DocumentKind.IMAGE && pageCount == 1;
  }

  /** The pictures of its pages, held until they are sent. */
  HeldPictures pictures() {
    return pictures;
  }

  /** How many pages it has, at least 1. */
  int pageCount() {
    return pageCount;
  }

  /**
   * Its only page, as {@link #page} gives it.
   *
   * @return fails with {@link dev.quire.document.InvalidDocumentException} if it has several
   */
  Uni<ClientPage> onlyPage(CpuWork work) {
    return Uni.createFrom().deferred(() -> page(PageSelection.all().of(pageCount, 1).get(0), work));
  }

  /**
   * A page. Whoever asks for several at a time has them drawn side by side.
   *
   * @param number from 1
   * @param work for whom and until when; drawing ends then
   */
  Uni<ClientPage> page(int number, CpuWork work) {
    boolean pdf = kind == DocumentKind.PDF;
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
                    isPicture()
                        ? PageSource.encoded(content)
                        : PageSource.of(identity, number, image);
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
