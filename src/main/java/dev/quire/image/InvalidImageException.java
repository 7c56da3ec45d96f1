package dev.quire.image;

import java.util.Objects;

/**
 * The bytes are not an image this service reads. The fault lies with the sender: the message is
 * written for them and names no internals. {@link #reason()} is for programs.
 */
public final class InvalidImageException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why an image was refused. The names are part of the service's answers and stay stable. */
  public enum Reason {
    /** There are no bytes at all. */
    EMPTY,
    /** The first bytes belong to none of the formats read, or to a variant that is not read. */
    UNSUPPORTED_FORMAT,
    /** The format is known and its contents contradict it. */
    CORRUPT,
    /** The file ends before the image does. */
    TRUNCATED,
    /** More pixels than {@link ImageLimits#maxPixels()}. */
    TOO_LARGE,
    /** A side of zero, shorter than {@link ImageLimits#minSide()} or longer than its maximum. */
    BAD_DIMENSIONS
  }

  private final Reason reason;

  public InvalidImageException(Reason reason, String message) {
    super(message);
    this.reason = Objects.requireNonNull(reason, "reason");
  }

  /** The machine-readable reason. */
  public Reason reason() {
    return reason;
  }
}
