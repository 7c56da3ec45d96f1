package dev.quire.api.ocr;

import dev.quire.api.document.PagesRequest;
import dev.quire.task.ocr.OcrOptions;

/**
 * A request for the text of a page or document.
 *
 * @param pages the page or document, and which of its pages are wanted
 * @param options how each of them is to be read
 */
record OcrRequest(PagesRequest pages, OcrOptions options) {}
