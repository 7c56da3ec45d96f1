package dev.quire.api.read;

import dev.quire.api.layout.LayoutOptions;
import dev.quire.reading.order.ReadingOptions;
import dev.quire.task.ocr.OcrOptions;

/**
 * How a page is to be read.
 *
 * @param text where its characters come from
 * @param ocr how they are recognised, where they are
 * @param order how they are put in order
 * @param layout how regions are found
 * @param leastScore what a recognised line's score must reach so that it counts as read, 0 to 1
 * @param figures whether the pictures that are wanted are those of its figures
 */
public record ReadOptions(
    TextChoice text,
    OcrOptions ocr,
    ReadingOptions order,
    LayoutOptions layout,
    double leastScore,
    boolean figures) {

  /** Whether the text layers of PDF pages are looked at. */
  boolean layered() {
    return text != TextChoice.OCR;
  }
}
