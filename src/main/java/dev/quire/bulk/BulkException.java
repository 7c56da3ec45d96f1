package dev.quire.bulk;

/** The job cannot be begun, or not go on; the message tells the user why and what to do. */
public final class BulkException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  BulkException(String message) {
    super(message);
  }

  BulkException(String message, Throwable cause) {
    super(message, cause);
  }
}
