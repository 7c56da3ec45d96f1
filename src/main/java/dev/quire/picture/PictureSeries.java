package dev.quire.picture;

import dev.quire.image.PageImage;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the pictures of one page: decodes it once, has each picture drawn on it and writes the
 * files. Immutable and thread-safe.
 */
final class PictureSeries {

  private final PageLoader loader = new PageLoader();
  private final PictureEncoder encoder = new PictureEncoder();

  /** Draws on a page. */
  @FunctionalInterface
  interface Drawer {

    /**
     * Draws one picture.
     *
     * @param graphics of the picture, smoothing edges; disposed of by the caller
     * @param pixels the picture as it is before
     * @param subject not {@link Subject.Page}, of which nothing is drawn
     */
    void draw(Graphics2D graphics, BufferedImage pixels, Subject subject);
  }

  /**
   * Makes the pictures.
   *
   * @param pictures at least one, all with the same limit
   * @return the files, in the same order
   * @throws dev.quire.image.InvalidImageException if the page turns out to be damaged
   */
  List<byte[]> paint(PageImage page, List<PictureOptions> pictures, Drawer drawer) {
    SizeLimit limit = pictures.get(0).limit();
    if (pictures.stream().anyMatch(options -> !options.limit().equals(limit))) {
      throw new IllegalArgumentException("Pictures of one page have one limit: " + pictures);
    }
    BufferedImage pixels = loader.load(page, limit);
    List<byte[]> files = new ArrayList<>(pictures.size());
    for (PictureOptions options : pictures) {
      boolean last = files.size() == pictures.size() - 1;
      files.add(painted(pixels, last, options, drawer));
    }
    return files;
  }

  /**
   * One picture.
   *
   * @param last whether {@code pixels} may be drawn on, because no other picture needs them
   */
  private byte[] painted(
      BufferedImage pixels, boolean last, PictureOptions options, Drawer drawer) {
    BufferedImage drawn = pixels;
    if (!(options.subject() instanceof Subject.Page)) {
      drawn = last ? pixels : loader.copy(pixels);
      draw(drawn, options.subject(), drawer);
    }
    return encoder.encode(drawn, options.format());
  }

  private static void draw(BufferedImage pixels, Subject subject, Drawer drawer) {
    Graphics2D graphics = pixels.createGraphics();
    try {
      graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
      graphics.setRenderingHint(
          RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
      drawer.draw(graphics, pixels, subject);
    } finally {
      graphics.dispose();
    }
  }
}
