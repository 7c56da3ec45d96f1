package dev.quire.train.page;

/**
 * The 25 labels of PP-DocLayoutV3. The ordinal is the class id in the model's rows, so the order of
 * the constants is part of the model contract.
 */
public enum Label {
  ABSTRACT,
  ALGORITHM,
  ASIDE_TEXT,
  CHART,
  CONTENT,
  DISPLAY_FORMULA,
  DOC_TITLE,
  FIGURE_TITLE,
  FOOTER,
  FOOTER_IMAGE,
  FOOTNOTE,
  FORMULA_NUMBER,
  HEADER,
  HEADER_IMAGE,
  IMAGE,
  INLINE_FORMULA,
  NUMBER,
  PARAGRAPH_TITLE,
  REFERENCE,
  REFERENCE_CONTENT,
  SEAL,
  TABLE,
  TEXT,
  VERTICAL_TEXT,
  VISION_FOOTNOTE
}
