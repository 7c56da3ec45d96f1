package dev.quire.api.ocr;

import dev.quire.image.PageTurn;
import dev.quire.image.PageWarning;
import dev.quire.model.Resolution;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.detection.PageSize;
import dev.quire.worker.Served;
import java.util.List;
import java.util.Optional;

/**
 * The text of a page.
 *
 * @param size of the page that was sent
 * @param turn how the page was turned to be read; empty where that was not asked for
 * @param lines in reading order, in pixels of the page that was sent
 * @param warnings what the page does not show faithfully
 * @param detection what served the page, and the size that it was seen at
 * @param stages where its time went, as far as it was read for this request
 * @param shared whether it was read for another request
 */
record PageText(
    PageSize size,
    Optional<PageTurn> turn,
    List<TextLine> lines,
    List<PageWarning> warnings,
    Served<Resolution> detection,
    OcrStages stages,
    boolean shared) {

  PageText {
    lines = List.copyOf(lines);
    warnings = List.copyOf(warnings);
  }

  /** The same, read for another request. */
  PageText asShared() {
    return new PageText(size, turn, lines, warnings, detection, stages, true);
  }
}
