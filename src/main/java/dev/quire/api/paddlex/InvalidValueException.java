package dev.quire.api.paddlex;

/** A value is not of its field's type. */
final class InvalidValueException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String type;

  InvalidValueException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  /** A value of the right type that is out of range. */
  static InvalidValueException outOfRange(String message) {
    return new InvalidValueException("value_error", "Value error, " + message);
  }

  /** Pydantic's name for the kind of error. */
  String type() {
    return type;
  }
}
