package dev.quire.image;

import java.util.Locale;
import java.util.Objects;

/**
 * Something about a page that its reader has to know: what could not be shown faithfully although
 * the page as a whole could. Immutable.
 *
 * @param kind for programs
 * @param detail for people: one sentence without internals
 */
public record PageWarning(Kind kind, String detail) {

  public PageWarning {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(detail, "detail");
  }

  /** What is not as it should be. The names are part of the service's answers and stay stable. */
  public enum Kind {
    /** A part of the picture's data is damaged; what it held is grey, shifted or missing. */
    DAMAGED,
    /** Something on the page is left out: a picture, a form or a piece of its contents. */
    NOT_DRAWN,
    /** There is no font for some of the text. */
    MISSING_GLYPHS,
    /** What is drawn is of the colour of its ground, or nearly so. */
    INVISIBLE,
    /** The document contradicts itself, and the page was found nevertheless. */
    REPAIRED;

    /** The kind as answers name it: lower case, with hyphens. */
    public String id() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
