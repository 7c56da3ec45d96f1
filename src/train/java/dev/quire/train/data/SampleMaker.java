package dev.quire.train.data;

import dev.quire.train.loss.Targets;
import dev.quire.train.loss.Truth;
import dev.quire.train.net.PageMini;
import dev.quire.train.page.Box;
import dev.quire.train.page.LabelledRegion;
import dev.quire.train.page.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes training samples from pages: mostly whole pages, some windows of them, so that the network
 * meets text at more sizes and stretched both ways. One instance for each thread.
 */
public final class SampleMaker implements AutoCloseable {

  private static final double LEAST_WINDOW = 0.6;
  private static final double TINT_SHARE = 0.3;
  private static final double NEGATIVE_SHARE = 0.06;

  /** A region of which less than this is left in the window is dropped. */
  private static final double LEAST_REST = 0.5;

  private static final double LEAST_SIDE = 2;

  private final Squash squash = new Squash();

  /**
   * Makes a sample of the size given.
   *
   * @param part whether to take a window of the page instead of the whole
   */
  public Sample make(Page page, int size, boolean part, RandomGenerator random) {
    Box window =
        part
            ? window(page.image().getWidth(), page.image().getHeight(), random)
            : Squash.whole(page.image());
    byte[] pixels = squash.apply(page.image(), window, size, size);
    if (random.nextDouble() < TINT_SHARE) {
      tint(pixels, random);
    }
    int cells = size / PageMini.STRIDE;
    return new Sample(
        size, pixels, Targets.assign(truths(page.regions(), window, size), cells, cells));
  }

  /** Changes brightness, contrast and colour a little, or turns the page into its negative. */
  private static void tint(byte[] pixels, RandomGenerator random) {
    boolean negative = random.nextDouble() < NEGATIVE_SHARE;
    double gamma = random.nextDouble(0.7, 1.5);
    double black = random.nextDouble(0, 0.15);
    double white = random.nextDouble(0.8, 1);
    for (int c = 0; c < 3; c++) {
      double top = white * random.nextDouble(0.94, 1);
      byte[] map = new byte[256];
      for (int v = 0; v < 256; v++) {
        double level = black + (top - black) * Math.pow(v / 255.0, gamma);
        map[v] = (byte) Math.round(255 * (negative ? 1 - level : level));
      }
      for (int i = c; i < pixels.length; i += 3) {
        pixels[i] = map[pixels[i] & 0xff];
      }
    }
  }

  private static Box window(int width, int height, RandomGenerator random) {
    int w = (int) (width * random.nextDouble(LEAST_WINDOW, 1));
    int h = (int) (height * random.nextDouble(LEAST_WINDOW, 1));
    int x = random.nextInt(width - w + 1);
    int y = random.nextInt(height - h + 1);
    return new Box(x, y, x + w, y + h);
  }

  /** The regions seen in a window that is stretched to a square of the size given. */
  static List<Truth> truths(List<LabelledRegion> regions, Box window, int size) {
    List<LabelledRegion> seen = new ArrayList<>();
    for (LabelledRegion region : regions) {
      Box box = region.box();
      double x1 = Math.max(box.x1(), window.x1());
      double y1 = Math.max(box.y1(), window.y1());
      double x2 = Math.min(box.x2(), window.x2());
      double y2 = Math.min(box.y2(), window.y2());
      double sx = size / window.width();
      double sy = size / window.height();
      if (x2 <= x1 || y2 <= y1 || (x2 - x1) * (y2 - y1) < LEAST_REST * box.area()) {
        continue;
      }
      Box scaled =
          new Box(
              (x1 - window.x1()) * sx,
              (y1 - window.y1()) * sy,
              (x2 - window.x1()) * sx,
              (y2 - window.y1()) * sy);
      if (scaled.width() >= LEAST_SIDE && scaled.height() >= LEAST_SIDE) {
        seen.add(new LabelledRegion(region.label(), scaled));
      }
    }
    List<Truth> truths = new ArrayList<>();
    for (int i = 0; i < seen.size(); i++) {
      LabelledRegion region = seen.get(i);
      truths.add(new Truth(region.label().ordinal(), region.box(), (i + 0.5f) / seen.size()));
    }
    return truths;
  }

  @Override
  public void close() {
    squash.close();
  }
}
