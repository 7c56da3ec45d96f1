package dev.quire.api.layout;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.Lookahead;
import dev.quire.api.Outcomes;
import dev.quire.api.Patience;
import dev.quire.api.RightOfWay;
import dev.quire.api.Timekeeper;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.api.layout.PageRequest.WantedPicture;
import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.picture.PagePainter;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * From a document to the layouts of its pages, each with a ticket of its own, in page order. Pages
 * are drawn one after the other and a few ahead of the one that is taken next, so that memory stays
 * bounded and a slow reader slows the work down; one that leaves ends it. Drawing gives way to
 * pages that somebody waits for. Thread-safe.
 */
public final class DocumentService {

  private static final int LARGE_FILE_BYTES = 1 << 20;

  private final Documents documents;
  private final LayoutService layouts;
  private final PagePainter painter;
  private final CpuPool pool;
  private final ByteBudget heap;
  private final RightOfWay way;
  private final Timekeeper time;
  private final Outcomes outcomes;
  private final Patience patience;
  private final Limits limits;

  /**
   * What a document may take.
   *
   * @param pages most pages at once
   * @param ahead most pages drawn and not yet taken
   */
  public record Limits(int pages, int ahead) {}

  /**
   * A document that has been opened. Whoever opens one subscribes to its pages, which closes it.
   *
   * @param isPicture whether it is a picture of a single page
   * @param pageCount how many pages it has
   * @param pages the outcomes of those asked for, in order; begun when subscribed to, once
   */
  public record Opened(boolean isPicture, int pageCount, Multi<PageOutcome> pages) {}

  public DocumentService(
      Documents documents,
      LayoutService layouts,
      PagePainter painter,
      CpuPool pool,
      ByteBudget heap,
      RightOfWay way,
      Timekeeper time,
      Outcomes outcomes,
      Limits limits) {
    this.documents = documents;
    this.layouts = layouts;
    this.painter = painter;
    this.pool = pool;
    this.heap = heap;
    this.way = way;
    this.time = time;
    this.outcomes = outcomes;
    this.patience = new Patience(time);
    this.limits = limits;
  }

  /**
   * Opens a document.
   *
   * @param file not to be changed any more
   * @param each what is wanted of each page. A page of many waits for room while the service is
   *     busy, until its time is over, which counts from when its turn comes to be drawn; a single
   *     picture is refused at once, and its time counts from the subscription
   * @param most pages that are taken, where the limits allow more
   * @return fails with {@link dev.quire.document.InvalidDocumentException} or {@link
   *     dev.quire.document.InvalidPageSelectionException}
   */
  public Uni<Opened> open(byte[] file, PageSelection selection, PageRequest each, int most) {
    Terms terms = each.terms().first();
    return outcomes.opening(
        terms.client(),
        Uni.createFrom()
            .deferred(
                () -> {
                  Deadline deadline = Deadline.in(terms.timeout(), time);
                  return deadline.hold(
                      pool.prepare(
                          opening(CpuWork.of(Model.LAYOUT, terms, deadline), file.length),
                          () ->
                              opened(
                                  file,
                                  selection,
                                  each,
                                  Math.min(most, limits.pages()),
                                  deadline)));
                }));
  }

  /** Reading the structure of a large file takes long. */
  private static CpuWork opening(CpuWork work, int fileBytes) {
    return fileBytes > LARGE_FILE_BYTES ? work.asHeavy() : work;
  }

  private Opened opened(
      byte[] file, PageSelection selection, PageRequest each, int most, Deadline deadline) {
    Document document = documents.open(file);
    try {
      List<Integer> numbers = selection.of(document.pageCount(), most);
      boolean picture = document.kind() != DocumentKind.PDF && document.pageCount() == 1;
      Reading reading = new Reading(document, file, picture, numbers.get(0), each, deadline);
      Multi<PageOutcome> pages =
          new Lookahead(limits.ahead())
              .run(numbers, reading::page)
              .onTermination()
              .invoke(reading::end);
      return new Opened(picture, document.pageCount(), pages);
    } catch (RuntimeException | Error e) {
      document.close();
      throw e;
    }
  }

  /** A page that has been drawn, and the time that it has. */
  private record Drawn(PageImage image, Deadline deadline) {}

  /** One reading of a document. */
  private final class Reading {

    private final Document document;
    private final byte[] file;
    private final boolean picture;
    private final int first;
    private final String identity;
    private final PageRequest each;
    private final Deadline opening;
    private final Turns turns = new Turns();
    private final MemoryReservation pictures;
    private final AtomicBoolean ended = new AtomicBoolean();

    Reading(
        Document document,
        byte[] file,
        boolean picture,
        int first,
        PageRequest each,
        Deadline opening) {
      this.document = document;
      this.file = file;
      this.picture = picture;
      this.first = first;
      this.identity = picture ? "" : PageSource.encoded(file).identity();
      this.each = each;
      this.opening = opening;
      this.pictures = heap.open(each.terms().first().client(), Stage.ANSWER);
    }

    Uni<PageOutcome> page(int number) {
      Terms terms = each.terms().of(number == first);
      Uni<PageOutcome> laidOut =
          Uni.createFrom()
              .deferred(
                  () -> {
                    MemoryReservation held = heap.open(terms.client(), Stage.PIXELS);
                    return laidOut(number, terms, held).onTermination().invoke(held::close);
                  });
      return outcomes
          .count(terms.client(), laidOut, page -> ((PageOutcome.LaidOut) page).answered().outcome())
          .onFailure()
          .recoverWithItem(failure -> new PageOutcome.Failed(number, failure));
    }

    private Uni<PageOutcome> laidOut(int number, Terms terms, MemoryReservation held) {
      Uni<Drawn> drawn = Uni.createFrom().deferred(() -> drawn(number, terms, deadline(), held));
      return turns
          .next(number == first ? drawn : way.after(drawn))
          .chain(page -> page.deadline().hold(laidOut(number, terms, page)));
    }

    /** The time of a page whose turn has come. */
    private Deadline deadline() {
      return picture ? opening : Deadline.in(each.terms().timeout(), time);
    }

    private Uni<Drawn> drawn(int number, Terms terms, Deadline deadline, MemoryReservation held) {
      CpuWork work = CpuWork.of(Model.LAYOUT, terms, deadline);
      boolean drawing = document.kind() == DocumentKind.PDF;
      Uni<PageImage> image =
          pool.prepare(drawing ? work.asHeavy() : work, () -> image(number, deadline, held));
      return deadline.hold(patient(deadline, image)).map(page -> new Drawn(page, deadline));
    }

    /** Drawing ends when the page's time is over, so that the next one has its turn. */
    private PageImage image(int number, Deadline deadline, MemoryReservation held) {
      DrawnPages.reserve(document, number, held);
      try {
        return document.page(number, () -> ended.get() || deadline.isOver());
      } catch (CancellationException e) {
        deadline.check();
        throw e;
      } catch (MemoryExhaustedException e) {
        // it is drawn anew when there is room
        held.shrinkTo(0);
        throw e;
      }
    }

    private Uni<PageOutcome> laidOut(int number, Terms terms, Drawn page) {
      // kept until it is answered: a page of many that is refused is prepared again
      PageSource source =
          picture ? PageSource.encoded(file) : PageSource.of(identity, number, page.image());
      Uni<Answered> layout =
          layouts.page(source, each.parameters(), each.resolution(), terms, page.deadline());
      return patient(page.deadline(), layout).chain(answered -> finished(answered, page, number));
    }

    private Uni<PageOutcome> finished(Answered answered, Drawn page, int number) {
      if (each.picture().isEmpty()) {
        return Uni.createFrom().item(new PageOutcome.LaidOut(number, answered, Optional.empty()));
      }
      WantedPicture wanted = each.picture().get();
      Supplier<PageOutcome> painting =
          () ->
              new PageOutcome.LaidOut(
                  number, answered, Optional.of(painted(page, answered, wanted)));
      CpuWork work =
          CpuWork.of(Model.LAYOUT, each.terms().of(number == first), page.deadline())
              .weighing(page.image().decodingBytes());
      return work.heavy() ? pool.prepare(work, painting) : pool.finish(painting);
    }

    private PictureAnswer painted(Drawn page, Answered answered, WantedPicture wanted) {
      byte[] file =
          PaintedBytes.held(
              pictures,
              page.image(),
              () ->
                  painter.paint(
                      page.image(),
                      wanted.bare() ? List.of() : answered.regions(),
                      wanted.options()));
      return new PictureAnswer(wanted.options().format().mediaType(), file);
    }

    private <T> Uni<T> patient(Deadline deadline, Uni<T> step) {
      return picture ? step : patience.with(deadline, step);
    }

    void end() {
      pictures.close();
      if (ended.compareAndSet(false, true)) {
        // a page may just be drawn, and closing waits for that
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
}
