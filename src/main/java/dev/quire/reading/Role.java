package dev.quire.reading;

/** What a block is to its reader; every label of a layout model stands for one of them. */
public enum Role {
  /** The title of the whole document. */
  TITLE,
  /** The heading of a section. */
  HEADING,
  /** Running text. */
  TEXT,
  /** One item of a list, its bullet or number included. */
  LIST_ITEM,
  /** A table. */
  TABLE,
  /** A picture, chart, seal or other drawing. */
  FIGURE,
  /** What explains a figure or table. */
  CAPTION,
  /** A displayed formula. */
  FORMULA,
  /** Program text or an algorithm; its line ends are kept. */
  CODE,
  /** An entry of a list of references. */
  REFERENCE,
  /** A note at the foot of a page. */
  FOOTNOTE,
  /** A running head. */
  HEADER,
  /** A running foot. */
  FOOTER,
  /** The number of a page. */
  PAGE_NUMBER;

  /** Whether the block belongs to the page and not to the running text. */
  public boolean furniture() {
    return this == HEADER || this == FOOTER || this == PAGE_NUMBER;
  }
}
