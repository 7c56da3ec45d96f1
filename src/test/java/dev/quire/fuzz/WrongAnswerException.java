package dev.quire.fuzz;

/** An answer is not what it may be. */
final class WrongAnswerException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  WrongAnswerException(String message) {
    super(message, null, false, false);
  }
}
