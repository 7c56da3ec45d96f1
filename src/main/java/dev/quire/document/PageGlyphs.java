package dev.quire.document;

import dev.quire.document.PageFaults.Part;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDVectorFont;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/**
 * The characters of a page for which the font has no shape. A document may leave fonts to the
 * machine; where the machine's have none of its characters, PDFBox draws nothing. Another font of
 * the machine is asked then, and where none has it, a box stands for it, so that the layout of the
 * page still shows. For one page and thread.
 *
 * <p>Fonts that a document brings along are taken at their word: what they have no shape for, no
 * reader shows.
 */
final class PageGlyphs {

  private static final double BOX_BASE = 0.02;
  private static final double BOX_HEIGHT = 0.72;
  private static final double BOX_MARGIN = 0.1;
  private static final double BOX_LINE = 0.08;
  private static final int BARS = 4;
  private static final int POSTS = 3;

  /** However narrow a box is, it has a hole. */
  private static final int BOX_LINES = 5;

  private static final int SPACE = 32;
  private static final char UNKNOWN = '\ufffd';

  /** In all of Adobe's collections. */
  private static final int CID_OF_SPACE = 1;

  private final PageFaults faults;
  private final Set<PDFont> noted = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<PDFont, Map<Integer, Presence>> present = new IdentityHashMap<>();

  PageGlyphs(PageFaults faults) {
    this.faults = faults;
  }

  /** Notes a font that the document brings along and that cannot be read. */
  void note(PDFont font) {
    if (noted.add(font) && font.isDamaged()) {
      faults.add(Part.FONT);
    }
  }

  /** What the font that stands in for a document's own has of a character. */
  enum Presence {
    /** A shape, or the document's font has to have one. */
    THERE,
    /** None, and none is needed. */
    SPACE,
    /** None, although it leaves ink. */
    MISSING
  }

  /** What there is of a character. */
  Presence presence(PDFont font, int code) {
    if (font.isEmbedded() && !font.isDamaged() || !(font instanceof PDVectorFont vectors)) {
      return Presence.THERE;
    }
    return present
        .computeIfAbsent(font, f -> new HashMap<>())
        .computeIfAbsent(
            code,
            c ->
                hasGlyph(vectors, c)
                    ? Presence.THERE
                    : isSpace(font, c) ? Presence.SPACE : Presence.MISSING);
  }

  private static boolean hasGlyph(PDVectorFont font, int code) {
    try {
      return font.hasGlyph(code);
    } catch (IOException e) {
      return false;
    }
  }

  /** A character's text, or null if the document does not tell. */
  private static String text(PDFont font, int code) {
    String text = font.toUnicode(code);
    return text == null || text.indexOf(UNKNOWN) >= 0 ? null : text;
  }

  /** Whether a character leaves no ink, as far as the document tells. */
  static boolean isSpace(PDFont font, int code) {
    String text = text(font, code);
    if (text == null) {
      return font instanceof PDType0Font composite
          ? composite.codeToCID(code) == CID_OF_SPACE || isSpace(code)
          : code <= SPACE;
    }
    return text.codePoints().allMatch(PageGlyphs::isSpace);
  }

  private static boolean isSpace(int character) {
    return Character.isWhitespace(character)
        || Character.isSpaceChar(character)
        || Character.isISOControl(character)
        || Character.getType(character) == Character.FORMAT;
  }

  /**
   * The shape of a character in another font of the machine, or a box.
   *
   * @param matrix from text to the page
   */
  Shape standIn(Matrix matrix, PDFont font, int code, Vector displacement) {
    AffineTransform toPage = matrix.createAffineTransform();
    String text = text(font, code);
    double width = displacement.getX() > 0 ? displacement.getX() : 1;
    Optional<Shape> shape = HostGlyphs.outline(text, width);
    if (shape.isEmpty()) {
      faults.addMissingGlyph(script(font, text));
    }
    return toPage.createTransformedShape(shape.orElseGet(() -> box(width)));
  }

  /** As dark as the characters that it stands for: layout tells text by that. */
  private static Shape box(double width) {
    double margin = BOX_MARGIN * width;
    double inner = width - 2 * margin;
    double height = BOX_HEIGHT - BOX_BASE;
    double line = Math.min(BOX_LINE, inner / BOX_LINES);
    Path2D box = new Path2D.Double(Path2D.WIND_NON_ZERO);
    for (int i = 0; i < BARS; i++) {
      double y = BOX_BASE + i * (height - line) / (BARS - 1);
      box.append(new Rectangle2D.Double(margin, y, inner, line), false);
    }
    for (int i = 0; i < POSTS; i++) {
      double x = margin + i * (inner - line) / (POSTS - 1);
      box.append(new Rectangle2D.Double(x, BOX_BASE, line, height), false);
    }
    return box;
  }

  private static String script(PDFont font, String text) {
    if (text != null && !text.isEmpty()) {
      UnicodeScript script = UnicodeScript.of(text.codePointAt(0));
      if (script != UnicodeScript.COMMON
          && script != UnicodeScript.UNKNOWN
          && script != UnicodeScript.INHERITED) {
        String name = script.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
      }
    }
    return font instanceof PDType0Font composite ? ordering(composite) : "symbols";
  }

  /** Of the collection of characters that it takes its numbers from (ISO 32000-2, 9.7.3). */
  private static String ordering(PDType0Font font) {
    PDCIDSystemInfo collection = font.getDescendantFont().getCIDSystemInfo();
    return switch (collection == null ? "" : String.valueOf(collection.getOrdering())) {
      case "GB1", "CNS1" -> "Chinese";
      case "Japan1", "Japan2" -> "Japanese";
      case "Korea1", "KR" -> "Korean";
      default -> "symbols";
    };
  }
}
