package dev.quire.api.document;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentLanes;
import dev.quire.api.InteractivePriority;
import dev.quire.api.OrderedPrefetch;
import dev.quire.api.RetryWhileBusy;
import dev.quire.api.Timers;
import dev.quire.document.Document;
import dev.quire.document.DocumentKind;
import dev.quire.document.Documents;
import dev.quire.document.PageSelection;
import dev.quire.document.PageWithText;
import dev.quire.image.PageImage;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.picture.PictureFormat;
import dev.quire.picture.PictureOptions;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * From a document to what comes of its pages, each a request of its own, in page order. Pages are
 * drawn some side by side and a few ahead of the one that is taken next, so that memory stays
 * bounded and a slow reader slows the work down; one that leaves ends it. Drawing gives way to
 * pages that somebody waits for. Thread-safe.
 */
public final class DocumentService {

  private final Documents documents;
  private final CpuExecutor pool;
  private final DocumentLanes lanes;
  private final ByteBudget heap;
  private final InteractivePriority priority;
  private final Timers time;
  private final RetryWhileBusy whileBusy;
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
   * @param kind what its contents say that it is
   * @param pageCount how many pages it has
   * @param pages the outcomes of those asked for, in order; begun when subscribed to, once
   */
  public record Opened<A>(DocumentKind kind, int pageCount, Multi<PageOutcome<A>> pages) {

    /** Whether it is a picture of a single page. */
    public boolean isPicture() {
      return kind == DocumentKind.IMAGE && pageCount == 1;
    }

    /**
     * The pages, sent one by one: when the service stops, the first that it does not serve any more
     * is the last.
     */
    public Multi<PageOutcome<A>> untilStopping() {
      AtomicBoolean stopping = new AtomicBoolean();
      return pages.select().first(page -> !stopping.getAndSet(isOfStopping(page)));
    }

    private static boolean isOfStopping(PageOutcome<?> page) {
      return page instanceof PageOutcome.Failed<?> failed
          && failed.cause() instanceof RequestRefusedException refused
          && refused.reason() == RequestRefusedException.Reason.SHUTTING_DOWN;
    }
  }

  public DocumentService(
      Documents documents,
      DocumentLanes lanes,
      ByteBudget heap,
      InteractivePriority priority,
      Timers time,
      Limits limits) {
    this.documents = documents;
    this.pool = lanes.pool();
    this.lanes = lanes;
    this.heap = heap;
    this.priority = priority;
    this.time = time;
    this.whileBusy = new RetryWhileBusy(time);
    this.limits = limits;
  }

  /**
   * Does what is asked for with a page that comes alone: its time runs from the subscription, and
   * its outcome is counted.
   *
   * @param request a picture of one page; its bytes are let go of once they are decoded
   * @return fails as the page does
   */
  public <A> Uni<PageOutcome.Done<A>> alone(DocumentRequest request, PageWork<A> work) {
    PageSource source = PageSource.passing(request.file(), request.hold()::release);
    Terms terms = request.terms().first();
    return work.outcomes()
        .count(
            terms.client(),
            Uni.createFrom()
                .deferred(() -> work.page(source, terms, Deadline.in(terms.timeout(), time))),
            work::outcome)
        .map(answer -> new PageOutcome.Done<>(1, answer, List.of()));
  }

  /**
   * Opens a document.
   *
   * @param request the document; its pictures are held until it has been answered
   * @param work what is done with each page. Pages wait for room while the service is busy, until
   *     their time is over; a single picture is refused at once. The time of one of several pages
   *     counts from when its turn comes to be drawn, that of a single one from the subscription
   * @param pages those that are wanted
   * @param most pages that are taken, where the limits allow more
   * @param streamed whether a page has been sent when the next one is asked for, so that its
   *     picture need not be held any more
   * @return fails with {@link dev.quire.document.InvalidDocumentException} or {@link
   *     dev.quire.document.InvalidPageSelectionException}
   */
  public <A> Uni<Opened<A>> open(
      DocumentRequest request, PageWork<A> work, PageSelection pages, int most, boolean streamed) {
    DocumentRequest begun = request.ofBegun();
    int limit = Math.min(most, limits.pages());
    return work.outcomes()
        .opening(
            begun.terms().first().client(),
            Uni.createFrom()
                .deferred(
                    () -> {
                      work.requireOpen();
                      return opening(
                          begun,
                          work,
                          count -> pages.of(count, limit),
                          Deadline.in(begun.terms().first().timeout(), time),
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
  public <A> Uni<Opened<A>> openBegun(
      DocumentRequest request,
      PageWork<A> work,
      IntFunction<List<Integer>> pages,
      Deadline deadline) {
    return work.outcomes()
        .opening(request.terms().first().client(), opening(request, work, pages, deadline, false));
  }

  private <A> Uni<Opened<A>> opening(
      DocumentRequest request,
      PageWork<A> work,
      IntFunction<List<Integer>> pages,
      Deadline deadline,
      boolean streamed) {
    OpenDocument document = new OpenDocument();
    CpuWork step = CpuWork.of(work.task(), request.terms().first(), deadline);
    Uni<Opened<A>> opened =
        lanes
            .of(request.file())
            .prepare(
                lanes.opening(step, request.file()),
                () -> opened(document, request, work, pages, deadline, streamed));
    return deadline
        .hold(opened)
        .onFailure()
        .invoke(document::end)
        .onCancellation()
        .invoke(document::end);
  }

  private <A> Opened<A> opened(
      OpenDocument document,
      DocumentRequest request,
      PageWork<A> work,
      IntFunction<List<Integer>> selection,
      Deadline deadline,
      boolean streamed) {
    document.opened(documents.open(request.file(), Optional.empty(), document.cancelled(deadline)));
    int count = document.use(Document::pageCount);
    DocumentKind kind = document.use(Document::kind);
    List<Integer> numbers = selection.apply(count);
    Reading<A> reading =
        new Reading<>(document, kind, count, request, work, numbers, deadline, streamed);
    request.hold().whenSent(reading.pictures::close);
    Multi<PageOutcome<A>> pages = new OrderedPrefetch(limits.ahead()).run(numbers, reading::page);
    if (streamed) {
      pages =
          pages
              .onItem()
              .invoke(page -> reading.taken = page.number())
              .onRequest()
              .invoke(more -> reading.pictures.releaseUpTo(reading.taken));
    }
    return new Opened<>(kind, count, pages.onTermination().invoke(reading::end));
  }

  /** A page that has been drawn, and the time that it has. */
  private record Drawn(PageWithText page, Deadline deadline) {

    PageImage image() {
      return page.image();
    }
  }

  /** One reading of a document. */
  private final class Reading<A> {

    private final OpenDocument document;
    private final DocumentRequest request;
    private final PageWork<A> work;
    private final boolean drawing;
    private final boolean picture;
    private final int first;

    /** Whether no other page is wanted. */
    private final boolean alone;

    private final String identity;
    private final Deadline opening;
    private final DrawingSlots slots;
    private final Succession painting = new Succession();
    private final HeldPictures pictures;

    /** The last page that was handed on. */
    private volatile int taken;

    Reading(
        OpenDocument document,
        DocumentKind kind,
        int count,
        DocumentRequest request,
        PageWork<A> work,
        List<Integer> numbers,
        Deadline opening,
        boolean streamed) {
      this.document = document;
      this.request = request;
      this.work = work;
      this.drawing = kind == DocumentKind.PDF;
      this.picture = kind == DocumentKind.IMAGE && count == 1;
      this.slots = new DrawingSlots(drawing ? lanes.sideBySide() : 1);
      this.first = numbers.get(0);
      this.alone = numbers.size() == 1;
      this.identity = picture ? "" : PageSource.encoded(request.file()).identity();
      this.opening = opening;
      this.pictures = new HeldPictures(heap, request.terms().first().client(), streamed);
    }

    Uni<PageOutcome<A>> page(int number) {
      Terms terms = request.terms().of(number == first);
      Succession.Place place = painting.next();
      Uni<PageOutcome.Done<A>> done =
          Uni.createFrom()
              .deferred(
                  () -> {
                    MemoryReservation held = heap.open(terms.client(), Stage.PIXELS);
                    return done(number, terms, held, place)
                        .onTermination()
                        .invoke(
                            () -> {
                              held.close();
                              place.end();
                            });
                  });
      return work.outcomes()
          .count(terms.client(), done, page -> work.outcome(page.answer()))
          .<PageOutcome<A>>map(page -> page)
          .onFailure()
          .recoverWithItem(failure -> new PageOutcome.Failed<>(number, failure));
    }

    private Uni<PageOutcome.Done<A>> done(
        int number, Terms terms, MemoryReservation held, Succession.Place place) {
      return slots
          .<Drawn>next(
              admitted -> {
                Uni<Drawn> drawn =
                    Uni.createFrom()
                        .deferred(() -> drawn(number, terms, deadline(), held, admitted));
                return number == first ? drawn : priority.after(drawn);
              })
          .chain(page -> page.deadline().hold(done(number, terms, page, place)));
    }

    /** The time of a page whose turn has come: of one of several, from now on. */
    private Deadline deadline() {
      return alone ? opening : Deadline.in(request.terms().timeout(), time);
    }

    private Uni<Drawn> drawn(
        int number, Terms terms, Deadline deadline, MemoryReservation held, Runnable admitted) {
      CpuWork step = CpuWork.of(work.task(), terms, deadline);
      Uni<PageWithText> image =
          lanes
              .of(drawing)
              .prepare(
                  lanes.weighed(step, drawing),
                  () -> document.page(number, work.wantsTextLayers(), deadline, held, admitted));
      return deadline
          .hold(retriedWhileBusy(deadline, image))
          .map(page -> new Drawn(page, deadline));
    }

    private Uni<PageOutcome.Done<A>> done(
        int number, Terms terms, Drawn page, Succession.Place place) {
      // kept until it is answered: a page of many that is refused is prepared again
      PageSource source =
          picture
              ? PageSource.encoded(request.file())
              : PageSource.of(identity, number, page.page());
      Uni<A> answer = work.page(source, terms, page.deadline());
      return retriedWhileBusy(page.deadline(), answer)
          .chain(answered -> finished(answered, page, number, place));
    }

    private Uni<PageOutcome.Done<A>> finished(
        A answer, Drawn page, int number, Succession.Place place) {
      if (request.pictures().isEmpty()) {
        return Uni.createFrom().item(new PageOutcome.Done<>(number, answer, List.of()));
      }
      Supplier<PageOutcome.Done<A>> painted =
          () -> new PageOutcome.Done<>(number, answer, painted(number, page, answer));
      CpuWork step =
          CpuWork.of(work.task(), request.terms().of(number == first), page.deadline())
              .weighing(page.image().decodingBytes());
      // in order: a picture that waits for memory would wait for those that come after it
      return place.after(pool.finish(step, painted));
    }

    private List<PictureAnswer> painted(int number, Drawn page, A answer) {
      List<PictureOptions> wanted = request.pictures();
      List<byte[]> files =
          pictures.painted(
              number,
              page.image(),
              wanted.get(0).limit(),
              () -> work.paint(page.image(), answer, wanted),
              work::weight);
      return IntStream.range(0, files.size())
          .mapToObj(at -> new PictureAnswer(format(wanted, at).mediaType(), files.get(at)))
          .toList();
    }

    private static PictureFormat format(List<PictureOptions> wanted, int at) {
      return wanted.get(Math.min(at, wanted.size() - 1)).format();
    }

    private <T> Uni<T> retriedWhileBusy(Deadline deadline, Uni<T> step) {
      return picture ? step : whileBusy.with(deadline, step);
    }

    void end() {
      document.end();
    }
  }
}
