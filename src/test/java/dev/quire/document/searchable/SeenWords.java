package dev.quire.document.searchable;

import dev.quire.reading.Area;
import dev.quire.reading.ReadWord;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/** What PDFBox finds on a page: each piece of text that is shown at once, with its box. */
final class SeenWords extends PDFTextStripper {

  /** Of a word, in pixels of the drawn page; in the order in which it is seen. */
  record Seen(String text, Area area) {}

  private final List<Seen> words = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();
  private final AffineTransform drawn;
  private Rectangle2D box;

  private SeenWords(PDPage page, int width, int height) {
    drawn = drawn(page, width, height);
  }

  /** The invisible words of a page drawn with so many pixels. */
  static List<Seen> on(PDDocument document, int number, int width, int height) throws IOException {
    SeenWords seen = new SeenWords(document.getPage(number - 1), width, height);
    seen.setStartPage(number);
    seen.setEndPage(number);
    seen.getText(document);
    return seen.words;
  }

  /** All text of a page, in the order of its contents or by place. */
  static String text(PDDocument document, int number, boolean sorted) throws IOException {
    PDFTextStripper stripper = new PDFTextStripper();
    stripper.setSortByPosition(sorted);
    stripper.setStartPage(number);
    stripper.setEndPage(number);
    return stripper.getText(document).replaceAll("\\s+", " ").strip();
  }

  /** How many of the words are found at their places, of all of them. */
  static double share(List<ReadWord> expected, List<Seen> seen) {
    long found = expected.stream().filter(word -> isThere(word, seen)).count();
    return (double) found / expected.size();
  }

  private static boolean isThere(ReadWord word, List<Seen> seen) {
    Seen best =
        seen.stream()
            .max(Comparator.comparingDouble(s -> iou(s.area(), word.area())))
            .orElseThrow();
    String back = new StringBuilder(best.text()).reverse().toString();
    return iou(best.area(), word.area()) >= 0.7
        && (best.text().equals(word.text()) || back.equals(word.text()));
  }

  static double iou(Area one, Area other) {
    double both = one.overlap(other);
    return both / (one.size() + other.size() - both);
  }

  /** From a page's own coordinates to its picture. */
  private static AffineTransform drawn(PDPage page, int width, int height) {
    PDRectangle crop = page.getCropBox();
    boolean turned = page.getRotation() % 180 != 0;
    double w = turned ? crop.getHeight() : crop.getWidth();
    double h = turned ? crop.getWidth() : crop.getHeight();
    AffineTransform all = AffineTransform.getScaleInstance(width / w, height / h);
    all.translate(w / 2, h / 2);
    all.rotate(Math.toRadians(page.getRotation()));
    all.scale(1, -1);
    all.translate(
        -crop.getLowerLeftX() - crop.getWidth() / 2, -crop.getLowerLeftY() - crop.getHeight() / 2);
    return all;
  }

  @Override
  protected void showText(byte[] string) throws IOException {
    text.setLength(0);
    box = null;
    super.showText(string);
    if (!text.toString().isBlank()) {
      words.add(
          new Seen(
              text.toString(),
              new Area(box.getMinX(), box.getMinY(), box.getMaxX(), box.getMaxY())));
    }
  }

  @Override
  protected void showGlyph(Matrix matrix, PDFont font, int code, Vector displacement)
      throws IOException {
    if (getGraphicsState().getTextState().getRenderingMode() == RenderingMode.NEITHER) {
      float descent = font.getFontDescriptor().getDescent() / 1000;
      float ascent = font.getFontDescriptor().getAscent() / 1000;
      AffineTransform toPage = matrix.createAffineTransform();
      Path2D glyph =
          new Path2D.Double(
              new Rectangle2D.Double(0, descent, displacement.getX(), ascent - descent), toPage);
      Rectangle2D bounds = drawn.createTransformedShape(glyph).getBounds2D();
      box = box == null ? bounds : box.createUnion(bounds);
      text.append(font.toUnicode(code));
    }
    super.showGlyph(matrix, font, code, displacement);
  }

  @Override
  protected void processTextPosition(TextPosition position) {
    // only the places of words are wanted
  }
}
