package dev.quire.api.layout;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentLanes;
import dev.quire.api.InteractivePriority;
import dev.quire.api.OrderedPrefetch;
import dev.quire.api.Outcomes;
import dev.quire.api.RetryWhileBusy;
import dev.quire.api.Timers;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.picture.PictureOptions;
import dev.quire.queue.Terms;
import dev.quire.task.layout.Region;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * From a document to the layouts of its pages, each with a ticket of its own, in page order. Pages
 * are drawn some side by side and a few ahead of the one that is taken next, so that memory stays
 * bounded and a slow reader slows the work down; one that leaves ends it. Drawing gives way to
 * pages that somebody waits for. Thread-safe.
 */
public final class DocumentService {

  private final Documents documents;
  private final PageLayouts layouts;
  private final Painter painter;
  private final CpuExecutor pool;
  private final DocumentLanes lanes;
  private final ByteBudget heap;
  private final InteractivePriority way;
  private final Timers time;
  private final Outcomes outcomes;
  private final RetryWhileBusy patience;
  private final Limits limits;

  /**
   * What a document may take.
   *
   * @param pages most pages at once
   * @param ahead most pages drawn and not yet taken
   */
  public record Limits(int pages, int ahead) {}

  /** Draws regions on a page as {@link dev.quire.picture.PagePainter#paint} does. */
  @FunctionalInterface
  public interface Painter {
    List<byte[]> paint(PageImage page, List<Region> regions, List<PictureOptions> pictures);
  }

  /**
   * A document that has been opened. Whoever opens one subscribes to its pages, which closes it.
   *
   * @param kind what its contents say that it is
   * @param pageCount how many pages it has
   * @param pages the outcomes of those asked for, in order; begun when subscribed to, once
   */
  public record Opened(DocumentKind kind, int pageCount, Multi<PageOutcome> pages) {

    /** Whether it is a picture of a single page. */
    public boolean isPicture() {
      return kind == DocumentKind.IMAGE && pageCount == 1;
    }
  }

  public DocumentService(
      Documents documents,
      PageLayouts layouts,
      Painter painter,
      DocumentLanes lanes,
      ByteBudget heap,
      InteractivePriority way,
      Timers time,
      Outcomes outcomes,
      Limits limits) {
    this.documents = documents;
    this.layouts = layouts;
    this.painter = painter;
    this.pool = lanes.pool();
    this.lanes = lanes;
    this.heap = heap;
    this.way = way;
    this.time = time;
    this.outcomes = outcomes;
    this.patience = new RetryWhileBusy(time);
    this.limits = limits;
  }

  /**
   * Opens a document.
   *
   * @param request the document; its pictures are held until it has been answered
   * @param page what is wanted of each page. Pages wait for room while the service is busy, until
   *     their time is over; a single picture is refused at once. The time of one of several pages
   *     counts from when its turn comes to be drawn, that of a single one from the subscription
   * @param most pages that are taken, where the limits allow more
   * @param streamed whether a page has been sent when the next one is asked for, so that its
   *     picture need not be held any more
   * @return fails with {@link dev.quire.document.InvalidDocumentException} or {@link
   *     dev.quire.document.InvalidPageSelectionException}
   */
  public Uni<Opened> open(LayoutRequest request, PageRequest page, int most, boolean streamed) {
    PageRequest each = page.on(page.terms().ofBegun());
    int limit = Math.min(most, limits.pages());
    PageSelection pages = request.pages().orElse(PageSelection.all());
    return outcomes.opening(
        each.terms().first().client(),
        Uni.createFrom()
            .deferred(
                () -> {
                  layouts.requireOpen();
                  return opening(
                      request.file(),
                      request.hold(),
                      each,
                      count -> pages.of(count, limit),
                      Deadline.in(each.terms().first().timeout(), time),
                      streamed);
                }));
  }

  /**
   * Opens the document of a request that has been begun, so that it is finished even if the service
   * stops. Otherwise as {@link #open}.
   *
   * @param pages the numbers of the pages that are taken, by how many there are; whatever it throws
   *     is the outcome
   * @param deadline the end of the request's own time
   */
  public Uni<Opened> openBegun(
      byte[] file,
      RequestHold hold,
      PageRequest each,
      IntFunction<List<Integer>> pages,
      Deadline deadline) {
    return outcomes.opening(
        each.terms().first().client(), opening(file, hold, each, pages, deadline, false));
  }

  private Uni<Opened> opening(
      byte[] file,
      RequestHold hold,
      PageRequest each,
      IntFunction<List<Integer>> pages,
      Deadline deadline,
      boolean streamed) {
    OpenDocument document = new OpenDocument();
    CpuWork work = CpuWork.of(Model.LAYOUT, each.terms().first(), deadline);
    Uni<Opened> opened =
        lanes
            .of(file)
            .prepare(
                lanes.opening(work, file),
                () -> opened(document, file, hold, each, pages, deadline, streamed));
    return deadline
        .hold(opened)
        .onFailure()
        .invoke(document::end)
        .onCancellation()
        .invoke(document::end);
  }

  private Opened opened(
      OpenDocument document,
      byte[] file,
      RequestHold hold,
      PageRequest each,
      IntFunction<List<Integer>> selection,
      Deadline deadline,
      boolean streamed) {
    document.opened(documents.open(file, Optional.empty(), document.cancelled(deadline)));
    int count = document.use(Document::pageCount);
    DocumentKind kind = document.use(Document::kind);
    List<Integer> numbers = selection.apply(count);
    boolean picture = kind == DocumentKind.IMAGE && count == 1;
    Reading reading =
        new Reading(
            document, kind == DocumentKind.PDF, file, picture, numbers, each, deadline, streamed);
    hold.whenSent(reading.pictures::close);
    Multi<PageOutcome> pages = new OrderedPrefetch(limits.ahead()).run(numbers, reading::page);
    if (streamed) {
      pages =
          pages
              .onItem()
              .invoke(page -> reading.taken = page.number())
              .onRequest()
              .invoke(more -> reading.pictures.releaseUpTo(reading.taken));
    }
    return new Opened(kind, count, pages.onTermination().invoke(reading::end));
  }

  /** A page that has been drawn, and the time that it has. */
  private record Drawn(PageImage image, Deadline deadline) {}

  /** One reading of a document. */
  private final class Reading {

    private final OpenDocument document;
    private final boolean drawing;
    private final byte[] file;
    private final boolean picture;
    private final int first;

    /** Whether no other page is wanted. */
    private final boolean alone;

    private final String identity;
    private final PageRequest each;
    private final Deadline opening;
    private final DrawingSlots turns;
    private final Succession painting = new Succession();
    private final HeldPictures pictures;

    /** The last page that was handed on. */
    private volatile int taken;

    Reading(
        OpenDocument document,
        boolean drawing,
        byte[] file,
        boolean picture,
        List<Integer> numbers,
        PageRequest each,
        Deadline opening,
        boolean streamed) {
      this.document = document;
      this.drawing = drawing;
      this.turns = new DrawingSlots(drawing ? lanes.sideBySide() : 1);
      this.file = file;
      this.picture = picture;
      this.first = numbers.get(0);
      this.alone = numbers.size() == 1;
      this.identity = picture ? "" : PageSource.encoded(file).identity();
      this.each = each;
      this.opening = opening;
      this.pictures = new HeldPictures(heap, each.terms().first().client(), streamed);
    }

    Uni<PageOutcome> page(int number) {
      Terms terms = each.terms().of(number == first);
      Succession.Place place = painting.next();
      Uni<PageOutcome> laidOut =
          Uni.createFrom()
              .deferred(
                  () -> {
                    MemoryReservation held = heap.open(terms.client(), Stage.PIXELS);
                    return laidOut(number, terms, held, place)
                        .onTermination()
                        .invoke(
                            () -> {
                              held.close();
                              place.end();
                            });
                  });
      return outcomes
          .count(terms.client(), laidOut, page -> ((PageOutcome.LaidOut) page).answered().outcome())
          .onFailure()
          .recoverWithItem(failure -> new PageOutcome.Failed(number, failure));
    }

    private Uni<PageOutcome> laidOut(
        int number, Terms terms, MemoryReservation held, Succession.Place place) {
      return turns
          .<Drawn>next(
              admitted -> {
                Uni<Drawn> drawn =
                    Uni.createFrom()
                        .deferred(() -> drawn(number, terms, deadline(), held, admitted));
                return number == first ? drawn : way.after(drawn);
              })
          .chain(page -> page.deadline().hold(laidOut(number, terms, page, place)));
    }

    /** The time of a page whose turn has come: of one of several, from now on. */
    private Deadline deadline() {
      return alone ? opening : Deadline.in(each.terms().timeout(), time);
    }

    private Uni<Drawn> drawn(
        int number, Terms terms, Deadline deadline, MemoryReservation held, Runnable admitted) {
      CpuWork work = CpuWork.of(Model.LAYOUT, terms, deadline);
      Uni<PageImage> image =
          lanes
              .of(drawing)
              .prepare(
                  lanes.weighed(work, drawing),
                  () -> document.page(number, deadline, held, admitted));
      return deadline.hold(patient(deadline, image)).map(page -> new Drawn(page, deadline));
    }

    private Uni<PageOutcome> laidOut(int number, Terms terms, Drawn page, Succession.Place place) {
      // kept until it is answered: a page of many that is refused is prepared again
      PageSource source =
          picture ? PageSource.encoded(file) : PageSource.of(identity, number, page.image());
      Uni<Answered> layout =
          layouts.page(source, each.parameters(), each.resolution(), terms, page.deadline());
      return patient(page.deadline(), layout)
          .chain(answered -> finished(answered, page, number, place));
    }

    private Uni<PageOutcome> finished(
        Answered answered, Drawn page, int number, Succession.Place place) {
      if (each.pictures().isEmpty()) {
        return Uni.createFrom().item(new PageOutcome.LaidOut(number, answered, List.of()));
      }
      Supplier<PageOutcome> painted =
          () -> new PageOutcome.LaidOut(number, answered, painted(number, page, answered));
      CpuWork work =
          CpuWork.of(Model.LAYOUT, each.terms().of(number == first), page.deadline())
              .weighing(page.image().decodingBytes());
      // in order: a picture that waits for memory would wait for those that come after it
      return place.after(pool.finish(work, painted));
    }

    private List<PictureAnswer> painted(int number, Drawn page, Answered answered) {
      List<PictureOptions> wanted = each.pictures();
      List<byte[]> files =
          pictures.painted(
              number,
              page.image(),
              wanted.get(0).limit(),
              () -> painter.paint(page.image(), answered.regions(), wanted),
              painted -> painted.stream().mapToLong(file -> file.length).sum());
      return IntStream.range(0, files.size())
          .mapToObj(at -> new PictureAnswer(wanted.get(at).format().mediaType(), files.get(at)))
          .toList();
    }

    private <T> Uni<T> patient(Deadline deadline, Uni<T> step) {
      return picture ? step : patience.with(deadline, step);
    }

    void end() {
      document.end();
    }
  }
}
