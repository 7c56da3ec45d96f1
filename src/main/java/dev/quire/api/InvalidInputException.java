package dev.quire.api;

/** What a client sent is at fault, and no other try will do. */
public abstract class InvalidInputException extends RuntimeException {

  /**
   * @param message for the client
   */
  protected InvalidInputException(String message) {
    super(message, null, false, false);
  }

  /** Whether time was over before it was known what there is. */
  public boolean isLate() {
    return false;
  }
}
