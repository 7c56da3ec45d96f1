package dev.quire.api.paddlex;

import dev.quire.api.CpuPool;
import dev.quire.api.DocumentTerms;
import dev.quire.api.Patience;
import dev.quire.api.paddlex.Envelope.Success;
import dev.quire.document.Documents;
import dev.quire.model.Model;
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
  private final PaddlexSettings settings;

  LayoutParsing(
      Model model,
      ClientFiles files,
      Documents documents,
      PageLayouts layouts,
      Pictures pictures,
      CpuPool pool,
      PaddlexSettings settings) {
    this.silent = LayoutParameters.paddleX(model);
    this.files = files;
    this.documents = documents;
    this.layouts = layouts;
    this.pictures = pictures;
    this.pool = pool;
    this.settings = settings;
  }

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param terms the timeout is each page's own, from when its turn comes
   * @return fails with what {@link Failures} knows
   */
  public Uni<Envelope> answer(byte[] body, DocumentTerms terms) {
    return pool.prepare(() -> LayoutParsingRequest.of(bodies.parse(body)))
        .chain(request -> answer(request, terms));
  }

  private Uni<Envelope> answer(LayoutParsingRequest request, DocumentTerms terms) {
    FileType type = request.type();
    return files
        .bytes(request.file())
        .chain(content -> ClientDocument.open(documents, content, type, pool))
        .chain(
            document ->
                Uni.createFrom()
                    .deferred(() -> pages(document, request, terms))
                    .onTermination()
                    .invoke(document::end))
        .map(pages -> Success.of(request.logId(), result(type, pages)));
  }

  /** Pages are drawn one after the other and laid out together. */
  private Uni<List<Parsed>> pages(
      ClientDocument document, LayoutParsingRequest request, DocumentTerms terms) {
    int count = settings.read(document.pageCount());
    if (count == 1) {
      return document.page(1).chain(page -> parsed(page, request, terms)).map(List::of);
    }
    Patience patience = new Patience(terms.timeout());
    return Multi.createFrom()
        .range(1, count + 1)
        .onItem()
        .transformToUniAndConcatenate(number -> patience.with(document.page(number)))
        .onItem()
        .transformToUni(page -> patience.with(parsed(page, request, terms)))
        .merge(PAGES_AT_ONCE)
        .collect()
        .asList()
        .map(pages -> pages.stream().sorted(Comparator.comparingInt(Parsed::number)).toList());
  }

  private Uni<Parsed> parsed(ClientPage page, LayoutParsingRequest request, DocumentTerms terms) {
    return layouts
        .layout(page.source(), request.wishes().over(silent), terms.of(page.number() == 1))
        .chain(layout -> pool.finish(() -> parsed(page, layout, request)));
  }

  private Parsed parsed(ClientPage page, PageLayout layout, LayoutParsingRequest request) {
    Optional<PagePictures> drawn =
        request.visualize().orElse(settings.visualize())
            ? Optional.of(pictures.all(page.image(), layout))
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

  private record Parsed(int number, PageLayout layout, LayoutParsingResult.Page result) {}
}
