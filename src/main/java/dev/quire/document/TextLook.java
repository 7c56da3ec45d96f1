package dev.quire.document;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.lang.Character.UnicodeScript;
import java.util.Locale;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDAppearanceContentStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;

/** Draws the value of a field whose font lacks its characters, in outlines of the machine's. */
final class TextLook {

  private static final float MAX_SIZE = 12;
  private static final float MARGIN = 2;
  private static final float FILLED = 0.7f;
  private static final float LEADING = 1.2f;
  private static final double WIDE = 1;
  private static final double NARROW = 0.5;

  private final PDAnnotationWidget widget;

  TextLook(PDAnnotationWidget widget) {
    this.widget = widget;
  }

  /** Draws the text, and boxes for characters that no font has. */
  void draw(PDDocument document, String text, PageFaults faults) throws IOException {
    PDAppearanceStream appearance = appearance(document, widget);
    float width = appearance.getBBox().getWidth();
    float height = appearance.getBBox().getHeight();
    float size = Math.max(1, Math.min(MAX_SIZE, height * FILLED));
    try (PDAppearanceContentStream contents = new PDAppearanceContentStream(appearance)) {
      double x = MARGIN;
      boolean one = height < 2 * LEADING * size;
      double y = one ? (height - size * FILLED) / 2 : height - MARGIN - size;
      for (int character : text.codePoints().toArray()) {
        double advance = (character < 0x1100 ? NARROW : WIDE) * size;
        if (character == '\n' || character == '\r' || x + advance > width - MARGIN && !one) {
          x = MARGIN;
          y -= LEADING * size;
        }
        if (!Character.isWhitespace(character) && y > -size && x < width) {
          Shape shape = shape(character, advance / size, faults);
          AffineTransform place = AffineTransform.getTranslateInstance(x, y);
          place.scale(size, size);
          fill(contents, place.createTransformedShape(shape));
        }
        x += Character.isISOControl(character) ? 0 : advance;
      }
    }
  }

  private static Shape shape(int character, double width, PageFaults faults) {
    Optional<Shape> shape = HostGlyphs.outline(Character.toString(character), width);
    if (shape.isEmpty()) {
      String script = UnicodeScript.of(character).name().toLowerCase(Locale.ROOT);
      faults.addMissingGlyph(Character.toUpperCase(script.charAt(0)) + script.substring(1));
    }
    return shape.orElseGet(() -> new Rectangle2D.Double(width / 10, 0, width * 0.8, FILLED));
  }

  private static void fill(PDAppearanceContentStream contents, Shape shape) throws IOException {
    float[] at = new float[6];
    float[] last = new float[2];
    for (PathIterator path = shape.getPathIterator(null); !path.isDone(); path.next()) {
      switch (path.currentSegment(at)) {
        case PathIterator.SEG_MOVETO -> contents.moveTo(at[0], at[1]);
        case PathIterator.SEG_LINETO -> contents.lineTo(at[0], at[1]);
        case PathIterator.SEG_QUADTO ->
            contents.curveTo(
                last[0] + 2 * (at[0] - last[0]) / 3,
                last[1] + 2 * (at[1] - last[1]) / 3,
                at[2] + 2 * (at[0] - at[2]) / 3,
                at[3] + 2 * (at[1] - at[3]) / 3,
                at[2],
                at[3]);
        case PathIterator.SEG_CUBICTO -> contents.curveTo(at[0], at[1], at[2], at[3], at[4], at[5]);
        default -> contents.closePath();
      }
      int end =
          switch (path.currentSegment(at)) {
            case PathIterator.SEG_QUADTO -> 2;
            case PathIterator.SEG_CUBICTO -> 4;
            default -> 0;
          };
      last[0] = at[end];
      last[1] = at[end + 1];
    }
    contents.fill();
  }

  /** An empty appearance of a widget's size. */
  static PDAppearanceStream appearance(PDDocument document, PDAnnotationWidget widget) {
    PDRectangle place = widget.getRectangle();
    PDAppearanceStream appearance = new PDAppearanceStream(document);
    appearance.setBBox(new PDRectangle(Math.abs(place.getWidth()), Math.abs(place.getHeight())));
    PDAppearanceDictionary all = new PDAppearanceDictionary();
    all.setNormalAppearance(appearance);
    widget.setAppearance(all);
    return appearance;
  }
}
