package dev.quire.document.text;

import java.awt.geom.AffineTransform;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.graphics.state.PDGraphicsState;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.util.Matrix;
import org.apache.pdfbox.util.Vector;

/** Gathers the characters and pictures of a page, in pixels. For one page and thread. */
final class PageSink {

  private final Rectangle2D page;
  private final int most;
  private final PictureCover pictures;
  private final GlyphText texts = new GlyphText();
  private final Map<PDFont, FontShape> shapes = new IdentityHashMap<>();
  private final List<Glyph> glyphs = new ArrayList<>();
  private AffineTransform toPixels;
  private int order;
  private boolean space;
  private String replacement;
  private int replacedFrom;

  /**
   * @param toPixels from the user space of the page
   * @param most characters that are taken
   */
  PageSink(AffineTransform toPixels, int width, int height, int most) {
    this.toPixels = toPixels;
    this.page = new Rectangle2D.Double(0, 0, width, height);
    this.most = most;
    this.pictures = new PictureCover(width, height);
  }

  /** From now on another transform holds. */
  void through(AffineTransform toPixels) {
    this.toPixels = toPixels;
  }

  /** What was gathered, as painted. */
  List<Glyph> glyphs() {
    return glyphs;
  }

  PictureCover pictures() {
    return pictures;
  }

  void picture(AffineTransform toPage, boolean opaque) {
    AffineTransform whole = new AffineTransform(toPixels);
    whole.concatenate(toPage);
    pictures.add(whole, opaque, order);
  }

  /** A character is painted; the arguments are the engine's. */
  void show(
      Matrix matrix,
      PDFont font,
      int code,
      Vector displacement,
      PDGraphicsState state,
      Matrix textMatrix) {
    String text = texts.of(font, code);
    if (text.isBlank()) {
      space |= !text.isEmpty();
      return;
    }
    FontShape shape = shapes.computeIfAbsent(font, FontShape::of);
    AffineTransform whole = new AffineTransform(toPixels);
    whole.concatenate(matrix.createAffineTransform());
    Placement placement = Placement.of(whole, shape, font, code, displacement);
    if (placement == null
        || !page.contains(placement.box().getCenterX(), placement.box().getCenterY())) {
      return;
    }
    AffineTransform toLine = new AffineTransform(toPixels);
    toLine.concatenate(state.getCurrentTransformationMatrix().createAffineTransform());
    toLine.concatenate(textMatrix.createAffineTransform());
    double stretch = placement.upright() ? 1 : state.getTextState().getHorizontalScaling() / 100;
    double spacing =
        state.getTextState().getCharacterSpacing()
            * stretch
            * (placement.upright()
                ? Math.hypot(toLine.getShearX(), toLine.getScaleY())
                : Math.hypot(toLine.getScaleX(), toLine.getShearY()));
    add(
        placement.glyph(
            order, text, Double.isFinite(spacing) ? spacing : 0, isInvisible(state), space));
  }

  private static boolean isInvisible(PDGraphicsState state) {
    RenderingMode mode = state.getTextState().getRenderingMode();
    boolean filled = mode.isFill() && state.getNonStrokeAlphaConstant() > 0;
    boolean stroked = mode.isStroke() && state.getAlphaConstant() > 0;
    return !filled && !stroked;
  }

  private void add(Glyph glyph) {
    order++;
    if (order > most) {
      throw new TooMuchTextException();
    }
    glyphs.add(glyph);
    space = false;
  }

  /** The next characters together mean this. */
  void beginReplacement(String text) {
    replacement = GlyphText.clean(text);
    replacedFrom = glyphs.size();
    order += Math.min(text.length(), most);
  }

  /** Those were all. */
  void endReplacement() {
    List<Glyph> shown = glyphs.subList(replacedFrom, glyphs.size());
    List<Glyph> meant = Replacement.of(replacement, shown);
    shown.clear();
    glyphs.addAll(meant);
    space |= replacement.endsWith(" ");
    replacement = null;
  }
}
