package dev.quire.api.paddlex;

import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.ocr.OcrService;
import dev.quire.api.paddlex.LayoutParsingResult.Markdown;
import dev.quire.api.read.ReadService.Answered;
import dev.quire.reading.Block;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.order.HeadingLevels;
import dev.quire.reading.write.FigureLinks;
import dev.quire.reading.write.MarkdownWriter;
import dev.quire.reading.write.PageEdges;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Makes the results of pages that were read. Immutable and thread-safe. */
final class ParsedPages {

  private final DocumentWishes wishes;
  private final Function<OcrService.Answered, PrunedText> lines;

  /**
   * @param lines tells what was recognised
   */
  ParsedPages(DocumentWishes wishes, Function<OcrService.Answered, PrunedText> lines) {
    this.wishes = wishes;
    this.lines = lines;
  }

  /**
   * The results of a document's pages.
   *
   * @param done all of them, in order
   */
  List<LayoutParsingResult.Page> of(List<Done<Answered>> done) {
    List<ReadPage> pages =
        HeadingLevels.ofDocument(done.stream().map(page -> wished(page.answer().page())).toList());
    List<PageEdges> edges = PageEdges.of(pages);
    List<LayoutParsingResult.Page> results = new ArrayList<>(done.size());
    for (int at = 0; at < done.size(); at++) {
      ReadPage page = pages.get(at);
      results.add(
          LayoutParsingResult.Page.of(
              pruned(done.get(at).answer(), page),
              new Markdown(
                  MarkdownWriter.page(running(page), FigureLinks.none()),
                  Map.of(),
                  edges.get(at).starts(),
                  edges.get(at).ends()),
              done.get(at).pictures()));
    }
    return List.copyOf(results);
  }

  private PrunedResult pruned(Answered answered, ReadPage page) {
    List<String> ignored = wishes.ignored();
    ParsedBlocks blocks = new ParsedBlocks(page, answered.regions(), wishes.formatted());
    return new PrunedResult(
        null,
        null,
        page.width(),
        page.height(),
        PrunedResult.ModelSettings.reading(wishes, ignored),
        blocks.all(ignored),
        PrunedResult.LayoutDetection.of(answered.regions()),
        answered.text().map(lines).orElse(null),
        blocks.tables(),
        WarningAnswer.of(answered.warnings()));
  }

  /** The page with no more of its tables and figures than is wanted. */
  private ReadPage wished(ReadPage page) {
    return with(
        page,
        page.blocks().stream()
            .map(
                block ->
                    new Block(
                        block.role(),
                        block.label(),
                        block.score(),
                        block.area(),
                        block.level(),
                        block.role() == Role.FIGURE && !wishes.figures()
                            ? List.of()
                            : block.lines(),
                        wishes.tables() ? block.table() : Optional.empty()))
            .toList());
  }

  /** What goes into the Markdown: labels alone tell, where the writer goes by roles. */
  private ReadPage running(ReadPage page) {
    List<String> ignored = wishes.ignored();
    return with(
        page,
        page.blocks().stream()
            .filter(block -> !ignored.contains(block.label()))
            .map(ParsedBlocks::running)
            .toList());
  }

  private static ReadPage with(ReadPage page, List<Block> blocks) {
    return new ReadPage(
        page.number(), page.width(), page.height(), page.source(), page.reason(), blocks);
  }
}
