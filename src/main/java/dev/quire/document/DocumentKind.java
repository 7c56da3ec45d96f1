package dev.quire.document;

/** What kinds of files documents come in. */
public enum DocumentKind {
  /** A PDF document. */
  PDF,
  /** A picture, or the pictures of a TIFF file. */
  IMAGE
}
