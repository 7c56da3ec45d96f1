package dev.quire.reading;

/** Where the characters of a page come from. */
public enum TextSource {
  /** The text layer of a PDF page. */
  LAYER,
  /** Recognised in the picture of the page. */
  OCR
}
