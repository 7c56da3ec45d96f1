package dev.quire.document;

import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What of a page could not be drawn as it should be, gathered while it is drawn. For one thread.
 */
final class PageFaults {

  /** What may go wrong. */
  enum Part {
    PICTURE(Kind.NOT_DRAWN, "A picture cannot be drawn", "%d pictures cannot be drawn"),
    CONTENTS(
        Kind.NOT_DRAWN,
        "A piece of the page's contents cannot be drawn",
        "%d pieces of the page's contents cannot be drawn"),
    PAINT(
        Kind.NOT_DRAWN,
        "A colour gradient or pattern cannot be drawn",
        "%d colour gradients or patterns cannot be drawn"),
    ANNOTATION(Kind.NOT_DRAWN, "An annotation cannot be drawn", "%d annotations cannot be drawn"),
    FIELD(
        Kind.NOT_DRAWN,
        "The value of a form field cannot be drawn",
        "The values of %d form fields cannot be drawn"),
    GLYPH(Kind.NOT_DRAWN, "A character cannot be drawn", "%d characters cannot be drawn"),
    ALL(Kind.INVISIBLE, "Nothing of what the page paints can be seen: all of it has one colour"),
    PICTURE_DATA(
        Kind.DAMAGED, "The data of a picture are damaged, and a part of it cannot be drawn"),
    DATA(Kind.DAMAGED, "Data of the page are damaged, and a part of it cannot be drawn"),
    FONT(Kind.DAMAGED, "A font is damaged or missing and cannot be drawn; another one stands in");

    private final Kind kind;
    private final String one;
    private final String many;

    Part(Kind kind, String one, String many) {
      this.kind = kind;
      this.one = one;
      this.many = many;
    }

    /** Of what may be noticed more than once. */
    Part(Kind kind, String any) {
      this(kind, any, any);
    }

    private PageWarning warning(int count) {
      return new PageWarning(kind, count == 1 ? one : many.formatted(count));
    }
  }

  private final Map<Part, Integer> counts = new EnumMap<>(Part.class);
  private final Set<String> scripts = new TreeSet<>();
  private int missingGlyphs;
  private boolean expectsInk;

  /** Something is wrong. */
  void add(Part part) {
    counts.merge(part, 1, Integer::sum);
  }

  /** There is no font for a character; a box stands for it. */
  void addMissingGlyph(String script) {
    missingGlyphs++;
    scripts.add(script);
  }

  /** The page paints something that is to be seen. */
  void expectInk() {
    expectsInk = true;
  }

  /** Whether the page paints something that is to be seen. */
  boolean expectsInk() {
    return expectsInk;
  }

  /** Whether a part of the page may be missing. */
  boolean any() {
    return !counts.isEmpty();
  }

  /** What is wrong, in one sentence. */
  String summary() {
    return counts.entrySet().stream()
        .map(entry -> entry.getKey().warning(entry.getValue()).detail())
        .map(detail -> detail.substring(0, 1).toLowerCase(Locale.ROOT) + detail.substring(1))
        .collect(Collectors.joining("; "));
  }

  /** A warning of each kind of fault. */
  List<PageWarning> warnings() {
    List<PageWarning> warnings = new ArrayList<>();
    counts.forEach((part, count) -> warnings.add(part.warning(count)));
    if (missingGlyphs > 0) {
      warnings.add(
          new PageWarning(
              Kind.MISSING_GLYPHS,
              "No font on this machine has %d of the page's characters (%s); boxes stand for them"
                  .formatted(missingGlyphs, String.join(", ", scripts))));
    }
    return warnings;
  }
}
