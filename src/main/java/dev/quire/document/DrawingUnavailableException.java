package dev.quire.document;

/**
 * PDF files cannot be drawn at the moment, by no fault of theirs: no drawing process can be
 * started. Others may be by and by.
 */
public final class DrawingUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DrawingUnavailableException(Throwable cause) {
    super("No process for drawing PDF pages can be started: " + cause.getMessage(), cause);
  }
}
