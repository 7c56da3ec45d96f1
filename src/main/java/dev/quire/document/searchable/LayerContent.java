package dev.quire.document.searchable;

import dev.quire.document.searchable.InvisibleFonts.Glyph;
import dev.quire.reading.Area;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Writes words as a text object that paints nothing (text rendering mode 3). Each word has a matrix
 * of its own and is stretched to its box, so that what a viewer marks is that box.
 *
 * <p>Words that run downwards are turned by 90 degrees instead of written with a vertical font:
 * viewers agree on turned text, and their columns follow one another from right to left, too.
 */
final class LayerContent {

  /** Digits behind the point: a user unit may be as long as a metre. */
  private static final int DIGITS = 5;

  private static final double PERCENT = 100;
  private static final double ABOVE = (double) GlyphlessTrueType.ASCENT / GlyphlessTrueType.EM;
  private static final double ADVANCE = (double) GlyphlessTrueType.ADVANCE / GlyphlessTrueType.EM;

  private final PageSpace space;
  private final InvisibleFonts fonts;
  private final IntFunction<String> names;
  private final StringBuilder content = new StringBuilder();

  /**
   * @param names what the page calls the font of a number
   */
  LayerContent(PageSpace space, InvisibleFonts fonts, IntFunction<String> names) {
    this.space = space;
    this.fonts = fonts;
    this.names = names;
  }

  /** The operators, without any that save or restore the state around them. */
  byte[] of(List<PlacedWord> words) {
    content.setLength(0);
    content.append("BT\n3 Tr 0 Tc 0 Tw 0 Ts\n");
    for (PlacedWord word : words) {
      add(word);
    }
    return content.append("ET\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private void add(PlacedWord word) {
    Area area = word.area();
    double length;
    double size;
    if (word.vertical()) {
      length = area.height() * space.rowLength();
      size = area.width() * space.columnLength();
      matrix(
          space.downX() / space.rowLength(),
          space.downY() / space.rowLength(),
          space.rightX() / space.columnLength(),
          space.rightY() / space.columnLength(),
          area.right() - ABOVE * area.width(),
          area.top());
    } else {
      length = area.width() * space.columnLength();
      size = area.height() * space.rowLength();
      matrix(
          space.rightX() / space.columnLength(),
          space.rightY() / space.columnLength(),
          -space.downX() / space.rowLength(),
          -space.downY() / space.rowLength(),
          area.left(),
          area.top() + ABOVE * area.height());
    }
    int count = word.text().codePointCount(0, word.text().length());
    number(PERCENT * length / (count * ADVANCE * size));
    content.append("Tz\n");
    show(word.text(), size);
  }

  private void matrix(double a, double b, double c, double d, double column, double row) {
    number(a);
    number(b);
    number(c);
    number(d);
    number(space.x(column, row));
    number(space.y(column, row));
    content.append("Tm ");
  }

  private void show(String text, double size) {
    int font = -1;
    for (int character : text.codePoints().toArray()) {
      Glyph glyph = fonts.glyph(character);
      if (glyph.font() != font) {
        content.append(font < 0 ? "" : "> Tj\n");
        font = glyph.font();
        content.append('/').append(names.apply(font)).append(' ');
        number(size);
        content.append("Tf <");
      }
      content.append(Hex.of(glyph.code()));
    }
    content.append("> Tj\n");
  }

  private void number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).setScale(DIGITS, RoundingMode.HALF_EVEN);
    content.append(rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString());
    content.append(' ');
  }
}
