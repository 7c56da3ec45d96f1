package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentLanes;
import dev.quire.api.DocumentTerms;
import dev.quire.api.Outcomes;
import dev.quire.api.Patience;
import dev.quire.api.Timekeeper;
import dev.quire.api.intake.RequestHold;
import dev.quire.api.layout.HeldPictures;
import dev.quire.api.paddlex.Envelope.Success;
import dev.quire.api.paddlex.RequestIntakes.Intake;
import dev.quire.document.DocumentKind;
import dev.quire.model.Model;
import dev.quire.picture.SizeLimit;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The operation of {@code POST /layout-parsing}: a document in, the layout of its pages out, be it
 * a PDF document or pictures in one file. Thread-safe; nothing blocks, and cancelling takes the
 * pages from the queue.
 */
@Singleton
public class LayoutParsing {

  /** Enough to fill a batch, and few enough that a long document does not fill the queue. */
  private static final int PAGES_AT_ONCE = 8;

  private final LayoutParameters silent;
  private final RequestIntakes intakes;
  private final PageLayouts layouts;
  private final Pictures pictures;
  private final CpuPool pool;
  private final DocumentLanes lanes;
  private final PaddlexSettings settings;
  private final Timekeeper time;
  private final Outcomes outcomes;

  LayoutParsing(
      Model model,
      RequestIntakes intakes,
      PageLayouts layouts,
      Pictures pictures,
      DocumentLanes lanes,
      PaddlexSettings settings,
      Timekeeper time,
      Outcomes outcomes) {
    this.silent = LayoutParameters.paddleX(model);
    this.intakes = intakes;
    this.layouts = layouts;
    this.pictures = pictures;
    this.pool = lanes.pool();
    this.lanes = lanes;
    this.settings = settings;
    this.time = time;
    this.outcomes = outcomes;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param hold what keeps it in memory
   * @param terms of its pages; the time of a single one runs from the subscription, and that of one
   *     of several from when its turn comes
   * @return fails with what {@link dev.quire.api.problem.ErrorCatalog} knows
   */
  public Uni<Envelope> answer(byte[] body, RequestHold hold, DocumentTerms terms) {
    return Uni.createFrom()
        .deferred(() -> answer(body, hold, terms, Deadline.in(terms.timeout(), time)));
  }

  /**
   * The same for a request whose time has begun.
   *
   * @param deadline the end of it
   */
  public Uni<Envelope> answer(
      byte[] body, RequestHold hold, DocumentTerms asked, Deadline deadline) {
    return Uni.createFrom().deferred(() -> begun(body, hold, asked.ofBegun(), deadline));
  }

  private Uni<Envelope> begun(
      byte[] body, RequestHold hold, DocumentTerms terms, Deadline deadline) {
    CpuWork work = CpuWork.of(Model.LAYOUT, terms.first(), deadline);
    Intake intake = intakes.begin(hold, work);
    Uni<Asked> asked =
        intake.read(body, LayoutParsingRequest::of).chain(request -> open(intake, request));
    return outcomes
        .opening(terms.first().client(), deadline.hold(unlessStopping(asked)))
        .chain(
            open ->
                Uni.createFrom()
                    .deferred(() -> pages(open, terms, deadline))
                    .onTermination()
                    .invoke(open.document()::end)
                    .map(pages -> envelope(open, pages)))
        .onTermination()
        .invoke(intake::close);
  }

  private Uni<Asked> unlessStopping(Uni<Asked> opening) {
    return Uni.createFrom()
        .deferred(
            () -> {
              layouts.requireOpen();
              return opening;
            });
  }

  private static Uni<Asked> open(Intake intake, LayoutParsingRequest request) {
    // PaddleX's clients have to say it, but what the file is, its contents decide
    request.type();
    // its text may be large, and the bytes are all that is needed of it
    LayoutParsingRequest rest = request.withoutFile();
    return intake.open(request.file()).map(opened -> new Asked(rest, opened));
  }

  private static Envelope envelope(Asked asked, List<Parsed> pages) {
    return Success.of(asked.request().logId(), result(asked.document().kind(), pages));
  }

  /** Pages are drawn some side by side and laid out together. */
  private Uni<List<Parsed>> pages(Asked asked, DocumentTerms terms, Deadline deadline) {
    int count = settings.read(asked.document().pageCount());
    if (asked.document().isPicture()) {
      return counted(
              terms.first(),
              deadline.hold(
                  drawn(asked, 1, terms.first(), deadline)
                      .chain(page -> parsed(page, asked, terms.first()))))
          .map(List::of);
    }
    Patience patience = count == 1 ? Patience.none() : new Patience(time);
    return Multi.createFrom()
        .range(1, count + 1)
        .onItem()
        .transformToUni(
            number -> {
              Terms its = terms.of(number == 1);
              Deadline own = count == 1 ? deadline : Deadline.in(its.timeout(), time);
              return outcomes.opening(
                  its.client(), own.hold(patience.with(own, drawn(asked, number, its, own))));
            })
        .merge(lanes.sideBySide())
        .onItem()
        .transformToUni(
            page -> {
              Terms its = terms.of(page.page().number() == 1);
              Uni<Parsed> parsed = parsed(page, asked, its);
              return counted(its, page.deadline().hold(patience.with(page.deadline(), parsed)));
            })
        .merge(PAGES_AT_ONCE)
        .collect()
        .asList()
        .map(pages -> pages.stream().sorted(Comparator.comparingInt(Parsed::number)).toList());
  }

  private Uni<Parsed> counted(Terms terms, Uni<Parsed> page) {
    return outcomes.count(terms.client(), page, parsed -> parsed.layout().outcome());
  }

  private static Uni<Drawn> drawn(Asked asked, int number, Terms terms, Deadline deadline) {
    return asked
        .document()
        .page(number, CpuWork.of(Model.LAYOUT, terms, deadline))
        .map(page -> new Drawn(page, deadline));
  }

  private Uni<Parsed> parsed(Drawn drawn, Asked asked, Terms terms) {
    ClientPage page = drawn.page();
    LayoutParsingRequest request = asked.request();
    HeldPictures held = asked.document().pictures();
    return layouts
        .layout(page.source(), request.wishes().over(silent), terms, drawn.deadline())
        .chain(
            layout -> {
              CpuWork work =
                  CpuWork.of(Model.LAYOUT, terms, drawn.deadline())
                      .weighing(page.image().decodingBytes());
              return pool.finish(work, () -> parsed(page, layout, request, held));
            })
        .onTermination()
        .invoke(page.letGo());
  }

  private Parsed parsed(
      ClientPage page, PageLayout layout, LayoutParsingRequest request, HeldPictures held) {
    Optional<PagePictures> drawn =
        request.visualize().orElse(settings.visualize())
            ? Optional.of(
                held.painted(
                    page.number(),
                    page.image(),
                    SizeLimit.paddlex(),
                    () -> pictures.all(page.image(), layout),
                    PagePictures::bytes))
            : Optional.empty();
    List<String> ignored =
        request.markdownIgnoreLabels().orElse(PrunedResult.MARKDOWN_IGNORE_LABELS);
    return new Parsed(
        page.number(),
        layout,
        LayoutParsingResult.Page.of(PrunedResult.of(layout, ignored), drawn));
  }

  private static LayoutParsingResult result(DocumentKind kind, List<Parsed> pages) {
    return new LayoutParsingResult(
        pages.stream().map(Parsed::result).toList(),
        DataInfo.of(kind, pages.stream().map(Parsed::layout).toList()));
  }

  /** A request without its file, which is open. */
  private record Asked(LayoutParsingRequest request, ClientDocument document) {}

  /** A page and the time that it has. */
  private record Drawn(ClientPage page, Deadline deadline) {}

  private record Parsed(int number, PageLayout layout, LayoutParsingResult.Page result) {}
}
