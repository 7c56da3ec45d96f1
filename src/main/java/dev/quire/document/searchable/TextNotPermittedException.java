package dev.quire.document.searchable;

/**
 * The document's author has not granted what it takes to add text to it: changing it and taking
 * text out of it. The message is written for whoever sent the document.
 */
public final class TextNotPermittedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * @param message for whoever sent the document
   */
  public TextNotPermittedException(String message) {
    super(message);
  }
}
