package dev.quire.train.page.text;

import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.Rectangle2D;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * One font at one weight and slant, with cached metrics per character: advance and ink extents for
 * an em of 1, so that they scale to any size. Thread-safe.
 */
public final class Face {

  private static final int EM = 200;
  private static final FontRenderContext CONTEXT = new FontRenderContext(null, true, true);

  private final Font font;
  private final AtomicReferenceArray<float[]> pages = new AtomicReferenceArray<>(256);
  private final ConcurrentHashMap<Integer, Font> sizes = new ConcurrentHashMap<>();

  Face(Font font) {
    this.font = font.deriveFont((float) EM);
  }

  public boolean has(char c) {
    return font.canDisplay(c);
  }

  public boolean has(String text) {
    return font.canDisplayUpTo(text) < 0;
  }

  public String family() {
    return font.getFamily();
  }

  /** The font to draw with at a size; sizes come in quarter pixels, so that glyphs are shared. */
  public Font at(double size) {
    int quarters = Math.max(8, (int) Math.round(size * 4));
    return sizes.computeIfAbsent(quarters, q -> font.deriveFont(q / 4f));
  }

  public double advance(char c) {
    return metrics(c)[(c & 255) * 5];
  }

  /** Left edge of the ink, from the pen position. */
  public double left(char c) {
    return metrics(c)[(c & 255) * 5 + 1];
  }

  /** Top edge of the ink, from the baseline; negative above it. */
  public double top(char c) {
    return metrics(c)[(c & 255) * 5 + 2];
  }

  public double right(char c) {
    return metrics(c)[(c & 255) * 5 + 3];
  }

  public double bottom(char c) {
    return metrics(c)[(c & 255) * 5 + 4];
  }

  private float[] metrics(char c) {
    int page = c >> 8;
    float[] held = pages.get(page);
    if (held == null) {
      held = new float[256 * 5];
      java.util.Arrays.fill(held, Float.NaN);
      if (!pages.compareAndSet(page, null, held)) {
        held = pages.get(page);
      }
    }
    int at = (c & 255) * 5;
    if (Float.isNaN(held[at + 4]) || Float.isNaN(held[at])) {
      GlyphVector glyphs = font.createGlyphVector(CONTEXT, new char[] {c});
      Rectangle2D ink = glyphs.getVisualBounds();
      held[at + 1] = (float) (ink.getMinX() / EM);
      held[at + 2] = (float) (ink.getMinY() / EM);
      held[at + 3] = (float) (ink.getMaxX() / EM);
      held[at + 4] = (float) (ink.getMaxY() / EM);
      held[at] = glyphs.getGlyphMetrics(0).getAdvanceX() / EM;
    }
    return held;
  }
}
