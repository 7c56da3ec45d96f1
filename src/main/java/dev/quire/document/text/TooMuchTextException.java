package dev.quire.document.text;

/** A page has more characters than are read. */
final class TooMuchTextException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  TooMuchTextException() {
    super("too many characters", null, false, false);
  }
}
