package dev.quire.document;

/**
 * A selection of pages cannot be read, or names pages that a document does not have. The message is
 * written for the sender.
 */
public final class InvalidPageSelectionException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  InvalidPageSelectionException(String message) {
    super(message);
  }
}
