package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.DocumentLanes;
import dev.quire.api.DocumentTerms;
import dev.quire.api.Outcomes;
import dev.quire.api.Patience;
import dev.quire.api.Timekeeper;
import dev.quire.api.layout.HeldPictures;
import dev.quire.api.paddlex.Envelope.Success;
import dev.quire.document.Documents;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The operation of {@code POST /layout-parsing}: a document in, the layout of its pages out.
 * Thread-safe; nothing blocks, and cancelling takes the pages from the queue.
 */
@Singleton
public class LayoutParsing {

  /** Enough to fill a batch, and few enough that a long document does not fill the queue. */
  private static final int PAGES_AT_ONCE = 8;

  private final LayoutParameters silent;
  private final JsonBody bodies = new JsonBody();
  private final ClientFiles files;
  private final Documents documents;
  private final PageLayouts layouts;
  private final Pictures pictures;
  private final CpuPool pool;
  private final DocumentLanes lanes;
  private final RequestMemory memory;
  private final PaddlexSettings settings;
  private final Timekeeper time;
  private final Outcomes outcomes;

  LayoutParsing(
      Model model,
      ClientFiles files,
      Documents documents,
      PageLayouts layouts,
      Pictures pictures,
      DocumentLanes lanes,
      RequestMemory memory,
      PaddlexSettings settings,
      Timekeeper time,
      Outcomes outcomes) {
    this.silent = LayoutParameters.paddleX(model);
    this.files = files;
    this.documents = documents;
    this.layouts = layouts;
    this.pictures = pictures;
    this.pool = lanes.pool();
    this.lanes = lanes;
    this.memory = memory;
    this.settings = settings;
    this.time = time;
    this.outcomes = outcomes;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param terms of its pages; an image's time runs from the subscription, and each page's of a PDF
   *     from when its turn comes
   * @return fails with what {@link Failures} knows
   */
  public Uni<Envelope> answer(byte[] body, DocumentTerms terms) {
    return Uni.createFrom().deferred(() -> answer(body, terms, Deadline.in(terms.timeout(), time)));
  }

  /**
   * The same for a request whose time has begun.
   *
   * @param deadline the end of it
   */
  public Uni<Envelope> answer(byte[] body, DocumentTerms terms, Deadline deadline) {
    CpuWork work = CpuWork.of(Model.LAYOUT, terms.first(), deadline);
    MemoryReservation fetched = memory.heap().open(work.client(), Stage.BODY);
    Uni<Asked> asked =
        pool.prepare(work, () -> LayoutParsingRequest.of(bodies.parse(body)))
            .chain(request -> open(request, work, fetched));
    return outcomes
        .opening(terms.first().client(), deadline.hold(asked))
        .chain(
            open ->
                Uni.createFrom()
                    .deferred(() -> pages(open, terms, deadline))
                    .onTermination()
                    .invoke(open.document()::end)
                    .map(pages -> envelope(open, pages)))
        .onTermination()
        .invoke(fetched::close);
  }

  private Uni<Asked> open(LayoutParsingRequest request, CpuWork work, MemoryReservation fetched) {
    FileType type = request.type();
    // its text may be large, and the bytes are all that is needed of it
    LayoutParsingRequest rest = request.withoutFile();
    return files
        .bytes(request.file(), work, fetched)
        .chain(content -> ClientDocument.open(documents, content, type, lanes, memory.heap(), work))
        .map(document -> new Asked(rest, document));
  }

  private static Envelope envelope(Asked asked, List<Parsed> pages) {
    return Success.of(asked.request().logId(), result(asked.document().type(), pages));
  }

  /** Pages are drawn some side by side and laid out together. */
  private Uni<List<Parsed>> pages(Asked asked, DocumentTerms terms, Deadline deadline) {
    int count = settings.read(asked.document().pageCount());
    if (asked.document().type() == FileType.IMAGE) {
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
              Deadline own = Deadline.in(its.timeout(), time);
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
              return work.heavy()
                  ? pool.prepare(work, () -> parsed(page, layout, request, held))
                  : pool.finish(() -> parsed(page, layout, request, held));
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

  private static LayoutParsingResult result(FileType type, List<Parsed> pages) {
    return new LayoutParsingResult(
        pages.stream().map(Parsed::result).toList(),
        DataInfo.of(type, pages.stream().map(Parsed::layout).toList()));
  }

  /** A request without its file, which is open. */
  private record Asked(LayoutParsingRequest request, ClientDocument document) {}

  /** A page and the time that it has. */
  private record Drawn(ClientPage page, Deadline deadline) {}

  private record Parsed(int number, PageLayout layout, LayoutParsingResult.Page result) {}
}
