package dev.quire.document.text;

import java.io.IOException;
import org.apache.fontbox.util.BoundingBox;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;
import org.apache.pdfbox.pdmodel.font.PDType0Font;
import org.apache.pdfbox.pdmodel.font.PDType3Font;

/**
 * How far the characters of a font reach above and below the baseline.
 *
 * @param em the height of the font, in units of text space: 1, unless a font draws its characters
 *     in a scale of its own
 * @param ascent above the baseline, in heights of the font
 * @param descent below the baseline, in heights of the font, positive
 */
record FontShape(double em, double ascent, double descent) {

  private static final double UNITS = 1000;

  /** Of fonts that say nothing sensible: what most text fonts have. */
  private static final FontShape LATIN = new FontShape(1, 0.8, 0.22);

  /** Ideographs stand in a square that reaches below the baseline (ISO 32000-2, table 115). */
  private static final FontShape SQUARE = new FontShape(1, 0.88, 0.12);

  private static final double LEAST_ASCENT = 0.5;
  private static final double MOST_ASCENT = 1.1;
  private static final double LEAST_DESCENT = 0.1;
  private static final double MOST_DESCENT = 0.45;

  /** Never fails: fonts may be damaged in any way. */
  static FontShape of(PDFont font) {
    try {
      if (font instanceof PDType3Font type3) {
        return ofDrawings(type3);
      }
      FontShape usual = font instanceof PDType0Font && font.isVertical() ? SQUARE : LATIN;
      PDFontDescriptor descriptor = font.getFontDescriptor();
      if (descriptor == null) {
        return usual;
      }
      double ascent = descriptor.getAscent() / UNITS;
      double descent = Math.abs(descriptor.getDescent()) / UNITS;
      return new FontShape(
          1,
          ascent >= LEAST_ASCENT ? Math.min(ascent, MOST_ASCENT) : usual.ascent,
          descent >= LEAST_DESCENT ? Math.min(descent, MOST_DESCENT) : usual.descent);
    } catch (IOException | RuntimeException damaged) {
      return LATIN;
    }
  }

  private static FontShape ofDrawings(PDType3Font font) throws IOException {
    // below 0 in fonts whose glyphs are drawn downwards, as Chromium's are
    double scale = font.getFontMatrix().getScaleY();
    PDRectangle declared = font.getFontBBox();
    return declared == null || !(declared.getHeight() > 0)
        ? between(font.getBoundingBox(), scale)
        : between(declared.getLowerLeftY() * scale, declared.getUpperRightY() * scale);
  }

  private static FontShape between(BoundingBox box, double scale) {
    return between(box.getLowerLeftY() * scale, box.getUpperRightY() * scale);
  }

  private static FontShape between(double one, double other) {
    double top = Math.max(one, other);
    double bottom = Math.min(one, other);
    double height = top - bottom;
    return height > 0 && top > 0 && !Double.isInfinite(height)
        ? new FontShape(height, top / height, Math.max(0, -bottom / height))
        : LATIN;
  }
}
