package dev.quire.api.ocr;

import dev.quire.api.document.PageTask;
import dev.quire.api.document.PageWork;
import dev.quire.api.ocr.OcrService.Answered;
import dev.quire.task.ocr.OcrOptions;

/** Reads the text of pages. Thread-safe. */
public interface PageTexts extends PageTask {

  /** What is done with each page of a document. */
  PageWork<Answered> work(OcrOptions options);

  /** Whether there is a model that finds lines that stand upside down. */
  boolean orientsLines();

  /** Whether there is a model that finds out how pages stand. */
  boolean orientsPages();
}
