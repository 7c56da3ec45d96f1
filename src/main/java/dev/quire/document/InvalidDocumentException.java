package dev.quire.document;

import dev.quire.image.InvalidImageException;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * The bytes are not a document this service reads, or one of its pages is not a page it reads. The
 * fault lies with the sender: the message is written for them and names no internals. {@link
 * #reason()} and {@link #page()} are for programs.
 */
public final class InvalidDocumentException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /** Why it was refused. The names are part of the service's answers and stay stable. */
  public enum Reason {
    /** There are no bytes at all. */
    EMPTY,
    /** The first bytes belong to none of the formats read, or to a variant that is not read. */
    UNSUPPORTED_FORMAT,
    /** The format is known and its contents contradict it. */
    CORRUPT,
    /** The file ends before the document does. */
    TRUNCATED,
    /** The document is whole and has no pages. */
    NO_PAGES,
    /** More pages are asked for than are taken at once. */
    TOO_MANY_PAGES,
    /** The document is encrypted and was sent without a password. */
    PASSWORD_REQUIRED,
    /** The document is encrypted and the password does not open it. */
    WRONG_PASSWORD,
    /** More pixels than {@link DocumentSettings#limits()} allow. */
    TOO_LARGE,
    /** A side of zero, or one that {@link DocumentSettings#limits()} do not allow. */
    BAD_DIMENSIONS,
    /** Drawing takes more memory or time than it is granted. */
    TOO_COMPLEX,
    /** The page holds nothing else than what cannot be drawn. */
    UNSUPPORTED_CONTENT
  }

  private final Reason reason;
  private final int page;

  private InvalidDocumentException(Reason reason, int page, String message, Throwable cause) {
    super(message, cause);
    this.reason = Objects.requireNonNull(reason, "reason");
    this.page = page;
  }

  /** For the document as a whole. */
  InvalidDocumentException(Reason reason, String message) {
    this(reason, 0, message, null);
  }

  /** For the document as a whole, found out by the library that reads it. */
  InvalidDocumentException(Reason reason, String message, Throwable cause) {
    this(reason, 0, message, cause);
  }

  /**
   * What somebody else has found out about a document, in their words.
   *
   * @param page the page's number, 0 for the document as a whole
   */
  public static InvalidDocumentException of(Reason reason, int page, String message) {
    return new InvalidDocumentException(reason, page, message, null);
  }

  /**
   * For one page.
   *
   * @param number from 1
   * @param what continues "Page 7 …"
   * @param cause what the library that reads it said, or null
   */
  static InvalidDocumentException ofPage(Reason reason, int number, String what, Throwable cause) {
    return new InvalidDocumentException(
        reason, number, "Page %d %s".formatted(number, what), cause);
  }

  /** For a picture that is the whole document. */
  static InvalidDocumentException of(InvalidImageException refusal, String message) {
    return new InvalidDocumentException(reason(refusal), 0, message, refusal);
  }

  /** For a picture that is one page of several. */
  static InvalidDocumentException ofPage(InvalidImageException refusal, int number) {
    return new InvalidDocumentException(
        reason(refusal), number, "Page %d: %s".formatted(number, refusal.getMessage()), refusal);
  }

  private static Reason reason(InvalidImageException refusal) {
    return switch (refusal.reason()) {
      case EMPTY -> Reason.EMPTY;
      case UNSUPPORTED_FORMAT -> Reason.UNSUPPORTED_FORMAT;
      case CORRUPT -> Reason.CORRUPT;
      case TRUNCATED -> Reason.TRUNCATED;
      case TOO_LARGE -> Reason.TOO_LARGE;
      case BAD_DIMENSIONS -> Reason.BAD_DIMENSIONS;
    };
  }

  /** The machine-readable reason. */
  public Reason reason() {
    return reason;
  }

  /** The number of the page that alone is to blame, from 1; empty if it is the whole document. */
  public OptionalInt page() {
    return page == 0 ? OptionalInt.empty() : OptionalInt.of(page);
  }
}
