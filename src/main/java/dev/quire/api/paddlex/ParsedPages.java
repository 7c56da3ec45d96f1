package dev.quire.api.paddlex;

import dev.quire.api.document.PageOutcome.Done;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.ocr.OcrService;
import dev.quire.api.paddlex.LayoutParsingResult.Markdown;
import dev.quire.api.read.Figures;
import dev.quire.api.read.ReadService.Answered;
import dev.quire.reading.Block;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.order.HeadingLevels;
import dev.quire.reading.write.FigureLinks;
import dev.quire.reading.write.MarkdownWriter;
import dev.quire.reading.write.PageEdges;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Makes the results of pages that were read. Immutable and thread-safe. */
final class ParsedPages {

  private final DocumentWishes wishes;
  private final int drawn;
  private final Function<OcrService.Answered, PrunedText> lines;

  /**
   * @param drawn how many pictures of a page are drawn; those of its figures follow
   * @param lines makes the result of recognition
   */
  ParsedPages(DocumentWishes wishes, int drawn, Function<OcrService.Answered, PrunedText> lines) {
    this.wishes = wishes;
    this.drawn = drawn;
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
      List<PictureAnswer> pictures = done.get(at).pictures();
      Map<String, byte[]> figures = figures(done.get(at).answer().page(), pictures);
      results.add(
          LayoutParsingResult.Page.of(
              pruned(done.get(at).answer(), page),
              new Markdown(
                  MarkdownWriter.page(running(page), links(figures)),
                  figures,
                  edges.get(at).starts(),
                  edges.get(at).ends()),
              pictures.subList(0, drawn)));
    }
    return List.copyOf(results);
  }

  /** The files of figures by the names that PaddleX gives them. */
  private Map<String, byte[]> figures(ReadPage page, List<PictureAnswer> pictures) {
    Map<String, byte[]> named = new LinkedHashMap<>();
    List<Block> figures = Figures.of(page);
    for (int at = 0; at < figures.size() && drawn + at < pictures.size(); at++) {
      named.put(name(figures.get(at)), pictures.get(drawn + at).data());
    }
    return named;
  }

  private static FigureLinks links(Map<String, byte[]> figures) {
    return (page, figure, number) -> Optional.of(name(figure)).filter(figures::containsKey);
  }

  private static String name(Block figure) {
    return Coordinates.wholeBox(figure.area()).stream()
        .map(String::valueOf)
        .collect(Collectors.joining("_", "imgs/img_in_" + figure.label() + "_box_", ".jpg"));
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

  /** The blocks of the Markdown: PaddleX selects them by label, the writer by role. */
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
