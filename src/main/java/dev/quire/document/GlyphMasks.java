package dev.quire.document;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDVectorFont;

/**
 * Paints characters from pictures of them that were painted before: text is most of what a
 * born-digital page is made of, and filling each outline anew takes most of the page's time. As
 * other programs that show pages do it, an upright character is placed on a whole pixel vertically
 * and on a quarter of one horizontally, one turned by 90 degrees the other way about, so that few
 * pictures serve a whole page; slanted text is placed on quarters both ways. For the pages of one
 * document, one after the other; not thread-safe.
 */
final class GlyphMasks {

  /** Places in a pixel along the line. */
  private static final int STEPS = 4;

  /** Of its slope, in parts of it: lines that rise less are level. */
  private static final double LEVEL = 1e-3;

  /** Headlines are few and each is large. */
  private static final int MOST_SIDE = 96;

  /** What the pictures may take; a page of small text needs some 300 KB. */
  private static final int MOST_BYTES = 4 << 20;

  /** An object of its own beside each picture's samples. */
  private static final int OVERHEAD_BYTES = 600;

  /** Beyond, a rounded place would not be exact. */
  private static final double FARTHEST = 1 << 20;

  /** Fonts that are kept with their pictures; beyond, all are let go of. */
  private static final int MOST_FONTS = 16;

  private static final Mask NOTHING = new Mask(null, 0, 0);

  /** Too large to be kept, or the font has none. */
  private static final Mask AS_PATH = new Mask(null, 0, 0);

  private final Map<Glyph, Mask> masks = new HashMap<>();
  private final Set<PDFont> fonts = new HashSet<>();
  private long bytes;

  /** A character as it looks. Fonts are equal if they are the same object of the document. */
  private record Glyph(
      PDFont font,
      int code,
      float scaleX,
      float shearY,
      float shearX,
      float scaleY,
      float partX,
      float partY,
      int colour) {}

  /** Its picture, and where that lies from the pixel of the character's origin. */
  private record Mask(BufferedImage image, int left, int top) {}

  /**
   * Paints a character with the composite and clip of the graphics.
   *
   * @param toUser from the font's units to the user space of {@code graphics}
   * @return false if nothing was painted and the character is to be filled as a path
   */
  boolean paint(Graphics2D graphics, AffineTransform toUser, PDFont font, int code, Color colour) {
    AffineTransform user = graphics.getTransform();
    AffineTransform device = new AffineTransform(user);
    device.concatenate(toUser);
    int placesX = isSmall(device.getScaleX(), device.getShearY()) ? 1 : STEPS;
    int placesY = isSmall(device.getShearY(), device.getScaleX()) ? 1 : STEPS;
    double x = device.getTranslateX() * placesX;
    double y = device.getTranslateY() * placesY;
    if (!(Math.abs(x) < FARTHEST && Math.abs(y) < FARTHEST)) {
      return false;
    }
    int stepsX = (int) Math.round(x);
    int stepsY = (int) Math.round(y);
    Glyph glyph =
        new Glyph(
            font,
            code,
            (float) device.getScaleX(),
            (float) device.getShearY(),
            (float) device.getShearX(),
            (float) device.getScaleY(),
            (float) Math.floorMod(stepsX, placesX) / placesX,
            (float) Math.floorMod(stepsY, placesY) / placesY,
            colour.getRGB());
    Mask mask = masks.get(glyph);
    if (mask == null) {
      mask = made(glyph, graphics, colour);
    }
    if (mask == AS_PATH) {
      return false;
    }
    if (mask != NOTHING) {
      graphics.setTransform(new AffineTransform());
      graphics.drawImage(
          mask.image(),
          Math.floorDiv(stepsX, placesX) + mask.left(),
          Math.floorDiv(stepsY, placesY) + mask.top(),
          null);
      graphics.setTransform(user);
    }
    return true;
  }

  private static boolean isSmall(double part, double other) {
    return Math.abs(part) < LEVEL * Math.abs(other);
  }

  /** What the pictures take. */
  long bytes() {
    return bytes;
  }

  /** How many fonts are kept with their pictures. */
  int fonts() {
    return fonts.size();
  }

  private Mask made(Glyph glyph, Graphics2D like, Color colour) {
    Mask mask;
    try {
      mask = mask(glyph, like, colour);
    } catch (IOException e) {
      // PDFBox logs it
      mask = AS_PATH;
    }
    long size = OVERHEAD_BYTES;
    if (mask.image() != null) {
      size += (long) Integer.BYTES * mask.image().getWidth() * mask.image().getHeight();
    }
    boolean newFont = fonts.add(glyph.font());
    if (bytes + size > MOST_BYTES || newFont && fonts.size() > MOST_FONTS) {
      masks.clear();
      fonts.clear();
      fonts.add(glyph.font());
      bytes = 0;
    }
    bytes += size;
    masks.put(glyph, mask);
    return mask;
  }

  private static Mask mask(Glyph glyph, Graphics2D like, Color colour) throws IOException {
    PDVectorFont font = (PDVectorFont) glyph.font();
    if (!font.hasGlyph(glyph.code())) {
      // PDFBox logs it
      return AS_PATH;
    }
    AffineTransform place =
        new AffineTransform(
            glyph.scaleX(),
            glyph.shearY(),
            glyph.shearX(),
            glyph.scaleY(),
            glyph.partX(),
            glyph.partY());
    Shape shape = place.createTransformedShape(font.getNormalizedPath(glyph.code()));
    Rectangle bounds = shape.getBounds();
    if (bounds.isEmpty()) {
      return NOTHING;
    }
    bounds.grow(1, 1);
    if (bounds.width > MOST_SIDE || bounds.height > MOST_SIDE) {
      return AS_PATH;
    }
    BufferedImage image =
        new BufferedImage(bounds.width, bounds.height, BufferedImage.TYPE_INT_ARGB_PRE);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHints(like.getRenderingHints());
    graphics.translate(-bounds.x, -bounds.y);
    graphics.setColor(colour);
    graphics.fill(shape);
    graphics.dispose();
    return new Mask(image, bounds.x, bounds.y);
  }
}
