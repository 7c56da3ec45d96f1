package dev.quire.api.read;

import dev.quire.api.read.ReadService.Answered;
import dev.quire.export.DocumentExporter;
import dev.quire.export.ExportFormat;
import dev.quire.export.ExportedLine;
import dev.quire.export.ExportedLine.ExportedWord;
import dev.quire.export.LaidOutDocument;
import dev.quire.export.LaidOutPage;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.order.Roles;
import dev.quire.reading.text.SpacedWords;
import dev.quire.task.layout.Region;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes pages that were read, with their lines and words, as other tools read them. Thread-safe.
 */
final class ReadExport {

  private final DocumentExporter exporter = new DocumentExporter();

  /** The file. */
  byte[] export(List<Answered> pages, ExportFormat format) {
    List<String> labels =
        pages.stream()
            .flatMap(page -> page.page().blocks().stream())
            .map(ReadExport::label)
            .distinct()
            .sorted()
            .toList();
    return exporter.export(
        new LaidOutDocument(
            "document", labels, pages.stream().map(page -> page(page, labels)).toList()),
        format);
  }

  private static LaidOutPage page(Answered answered, List<String> labels) {
    List<Region> regions = new ArrayList<>();
    for (Block block : answered.page().blocks()) {
      regions.add(region(block, labels, regions.size() + 1));
    }
    return new LaidOutPage(
        answered.page().number(),
        answered.page().width(),
        answered.page().height(),
        "page-" + answered.page().number(),
        regions,
        answered.warnings(),
        answered.page().blocks().stream()
            .map(block -> block.lines().stream().map(ReadExport::line).toList())
            .toList());
  }

  private static Region region(Block block, List<String> labels, int order) {
    Area area = block.area();
    String label = label(block);
    return new Region(
        labels.indexOf(label),
        label,
        (float) block.score(),
        (float) area.left(),
        (float) area.top(),
        (float) area.right(),
        (float) area.bottom(),
        order);
  }

  /** The model's own, unless reading gave the block another role. */
  private static String label(Block block) {
    if (Roles.of(block.label()) == block.role()) {
      return block.label();
    }
    return switch (block.role()) {
      case TITLE -> "doc_title";
      case HEADING -> "paragraph_title";
      case CAPTION -> "figure_title";
      case FORMULA -> "display_formula";
      case CODE -> "algorithm";
      case PAGE_NUMBER -> "number";
      case FIGURE -> "image";
      case TEXT -> "text";
      case LIST_ITEM -> "list_item";
      case TABLE -> "table";
      case REFERENCE -> "reference";
      case FOOTNOTE -> "footnote";
      case HEADER -> "header";
      case FOOTER -> "footer";
    };
  }

  private static ExportedLine line(ReadLine line) {
    return new ExportedLine(
        line.text(),
        box(line.area()),
        line.score(),
        SpacedWords.of(line).stream()
            .map(word -> new ExportedWord(word.text(), box(word.area())))
            .toList());
  }

  private static ExportedLine.Box box(Area area) {
    return new ExportedLine.Box(area.left(), area.top(), area.right(), area.bottom());
  }
}
