package dev.quire.api.read;

import dev.quire.api.StageTimes;
import dev.quire.api.document.PictureAnswer;
import dev.quire.api.document.WarningAnswer;
import dev.quire.api.read.ReadAnswer.BlockAnswer;
import dev.quire.api.read.ReadAnswer.CellAnswer;
import dev.quire.api.read.ReadAnswer.ReadLineAnswer;
import dev.quire.api.read.ReadAnswer.ReadTiming;
import dev.quire.api.read.ReadAnswer.ReadWordAnswer;
import dev.quire.api.read.ReadAnswer.TableAnswer;
import dev.quire.api.read.ReadService.Answered;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.Table;
import dev.quire.reading.TableCell;
import dev.quire.reading.table.HtmlTable;
import dev.quire.reading.write.BlockText;
import dev.quire.reading.write.MarkdownWriter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes the JSON of a page. Immutable and thread-safe. */
final class ReadAnswerMaker {

  private final boolean words;

  /**
   * @param words whether the places of words are told
   */
  ReadAnswerMaker(boolean words) {
    this.words = words;
  }

  /**
   * The answer for a page.
   *
   * @param figures the pictures of its first figures, in reading order
   */
  ReadAnswer answer(Answered answered, List<PictureAnswer> figures) {
    ReadPage page = answered.page();
    Iterator<PictureAnswer> pictures = figures.iterator();
    BlockText text = BlockText.of(page);
    return new ReadAnswer(
        page.width(),
        page.height(),
        id(page.source()),
        page.reason().isEmpty() ? null : page.reason(),
        page.blocks().stream()
            .map(
                block ->
                    block(
                        block,
                        text,
                        block.role() == Role.FIGURE && pictures.hasNext() ? pictures.next() : null))
            .toList(),
        MarkdownWriter.page(page, Figures.embedded(Map.of(page.number(), figures))),
        timing(answered.stages()),
        warnings(answered),
        null);
  }

  private static List<WarningAnswer> warnings(Answered answered) {
    List<WarningAnswer> warnings = new ArrayList<>(WarningAnswer.of(answered.warnings()));
    if (answered.unread() > 0) {
      warnings.add(
          new WarningAnswer(
              "unread-lines", "The model failed on %d lines".formatted(answered.unread())));
    }
    return warnings;
  }

  private BlockAnswer block(Block block, BlockText text, PictureAnswer image) {
    return new BlockAnswer(
        id(block.role()),
        block.label(),
        block.level() == 0 ? null : block.level(),
        rounded(block.score(), 1e4),
        box(block.area()),
        text.of(block),
        block.lines().stream().map(this::line).toList(),
        block.table().map(ReadAnswerMaker::table).orElse(null),
        image);
  }

  private ReadLineAnswer line(ReadLine line) {
    return new ReadLineAnswer(
        line.text(),
        rounded(line.score(), 1e4),
        box(line.area()),
        words
            ? line.words().stream()
                .map(word -> new ReadWordAnswer(word.text(), box(word.area())))
                .toList()
            : List.of());
  }

  private static TableAnswer table(Table table) {
    return new TableAnswer(
        table.rows(),
        table.columns(),
        table.cells().stream().map(ReadAnswerMaker::cell).toList(),
        new HtmlTable().write(table));
  }

  private static CellAnswer cell(TableCell cell) {
    return new CellAnswer(
        cell.row(),
        cell.column(),
        cell.rowSpan(),
        cell.columnSpan(),
        cell.header(),
        cell.text(),
        box(cell.area()));
  }

  private static ReadTiming timing(ReadStages stages) {
    return new ReadTiming(
        StageTimes.millis(stages.decode()),
        StageTimes.millis(stages.layout()),
        StageTimes.millis(stages.text()),
        StageTimes.millis(stages.total()));
  }

  private static String id(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static List<Double> box(Area area) {
    return List.of(
        rounded(area.left(), 10),
        rounded(area.top(), 10),
        rounded(area.right(), 10),
        rounded(area.bottom(), 10));
  }

  private static double rounded(double value, double scale) {
    return Math.round(value * scale) / scale;
  }
}
