package dev.quire.document;

/**
 * PDF files cannot be drawn at the moment, by no fault of theirs: no drawing process can be
 * started, or the service stops.
 */
public final class DrawingUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private DrawingUnavailableException(String message) {
    super(message);
  }

  /** The service is stopping. */
  public static DrawingUnavailableException closed() {
    return new DrawingUnavailableException("PDF pages are not drawn any more: the service stops");
  }

  public DrawingUnavailableException(Throwable cause) {
    super("No process for drawing PDF pages can be started: " + cause.getMessage(), cause);
  }
}
