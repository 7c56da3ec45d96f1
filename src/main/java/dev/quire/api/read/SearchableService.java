package dev.quire.api.read;

import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentLanes;
import dev.quire.api.RetryWhileBusy;
import dev.quire.api.Timers;
import dev.quire.api.document.DocumentRequest;
import dev.quire.document.Documents;
import dev.quire.document.searchable.Searchable;
import dev.quire.document.searchable.SearchablePdfs;
import dev.quire.document.searchable.SearchablePictures;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.queue.Terms;
import dev.quire.reading.ReadPage;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

/**
 * From what the pages of a document say to a PDF file that says so, too. PDF files are written
 * where they are drawn, pictures on the CPU pool. Thread-safe; nothing blocks.
 */
public final class SearchableService {

  private final Optional<SearchablePdfs> pdfs;
  private final SearchablePictures pictures;
  private final DocumentLanes lanes;
  private final ByteBudget heap;
  private final Timers time;
  private final RetryWhileBusy whileBusy;

  /**
   * @param pdfs writes PDF files; not if this program cannot draw
   * @param heap what new files are taken from, until they are sent
   */
  public SearchableService(
      Optional<SearchablePdfs> pdfs,
      SearchablePictures pictures,
      DocumentLanes lanes,
      ByteBudget heap,
      Timers time) {
    this.pdfs = pdfs;
    this.pictures = pictures;
    this.lanes = lanes;
    this.heap = heap;
    this.time = time;
    this.whileBusy = new RetryWhileBusy(time);
  }

  /**
   * Writes the file. It may take as long as a page may, from now on.
   *
   * @param request its bytes are still there
   * @param pages what those say that are to get text
   * @return fails as {@link SearchablePdfs#write} and {@link SearchablePictures#write} do
   */
  Uni<Searchable> write(DocumentRequest request, List<ReadPage> pages) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Terms terms = request.terms().ofBegun().first();
              Deadline deadline = Deadline.in(request.terms().timeout(), time);
              AtomicBoolean left = new AtomicBoolean();
              MemoryReservation held = heap.open(terms.client(), Stage.ANSWER);
              request.hold().whenSent(held::close);
              boolean pdf = Documents.isPdf(request.file());
              CpuWork work = CpuWork.of(ReadService.READ, terms, deadline);
              Writing writing =
                  new Writing(request.file(), pages, () -> left.get() || deadline.isOver(), held);
              Uni<Searchable> written =
                  lanes
                      .of(pdf)
                      .prepare(
                          pdf ? lanes.weighed(work, true) : work.asHeavy(),
                          () -> written(writing, pdf, deadline));
              return deadline
                  .hold(whileBusy.with(deadline, written))
                  .onTermination()
                  .invoke(() -> left.set(true));
            });
  }

  /** A file that is being written. */
  private record Writing(
      byte[] file, List<ReadPage> pages, BooleanSupplier cancelled, MemoryReservation held) {}

  private Searchable written(Writing writing, boolean pdf, Deadline deadline) {
    try {
      return pdf
          ? pdfs.orElseThrow(() -> new DrawingLeftOutException("PDF documents are not written"))
              .write(
                  writing.file(),
                  Optional.empty(),
                  writing.pages(),
                  writing.cancelled(),
                  writing.held())
          : pictures.write(writing.file(), writing.pages(), writing.cancelled(), writing.held());
    } catch (CancellationException e) {
      deadline.check();
      throw e;
    }
  }
}
