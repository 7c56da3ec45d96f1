package dev.quire.train.page.wear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.train.page.Box;
import dev.quire.train.page.Label;
import dev.quire.train.page.LabelledRegion;
import dev.quire.train.page.Page;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Wherever wear moves the ink, the boxes must go along. */
class WearTest {

  private static final int WIDTH = 700;
  private static final int HEIGHT = 900;
  private static final Box BLOCK = new Box(200, 300, 520, 640);

  @Test
  void boxesMoveWithTheInk() {
    Page clean = blackBlock();
    List<Double> overlaps = new ArrayList<>();
    boolean moved = false;
    for (int seed = 0; seed < 60; seed++) {
      Page worn = new Wear().apply(clean, new SplittableRandom(seed));
      assertEquals(1, worn.regions().size());
      Box box = worn.regions().get(0).box();
      moved |= box.iou(BLOCK) < 0.95;
      overlaps.add(box.iou(inkAround(worn.image(), box)));
    }
    assertTrue(moved, "no wear moved anything");
    overlaps.sort(null);
    assertTrue(overlaps.get(3) > 0.9, () -> "the least overlaps: " + overlaps.subList(0, 6));
  }

  @Test
  void theCleanPageStaysAsItIs() {
    Page clean = blackBlock();
    for (int seed = 0; seed < 20; seed++) {
      new Wear().apply(clean, new SplittableRandom(seed));
    }
    BufferedImage untouched = blackBlock().image();
    for (int y = 0; y < HEIGHT; y += 7) {
      for (int x = 0; x < WIDTH; x += 7) {
        assertEquals(untouched.getRGB(x, y), clean.image().getRGB(x, y));
      }
    }
  }

  private static Page blackBlock() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, WIDTH, HEIGHT);
    g.setColor(Color.BLACK);
    g.fillRect((int) BLOCK.x1(), (int) BLOCK.y1(), (int) BLOCK.width(), (int) BLOCK.height());
    g.dispose();
    return new Page(image, List.of(new LabelledRegion(Label.IMAGE, BLOCK)));
  }

  /** The dark block found from the box's centre outwards: rows and columns that are mostly dark. */
  private static Box inkAround(BufferedImage image, Box box) {
    int cx = (int) ((box.x1() + box.x2()) / 2);
    int cy = (int) ((box.y1() + box.y2()) / 2);
    int left = cx;
    int right = cx;
    int top = cy;
    int bottom = cy;
    while (left > 0 && dark(image, left - 1, cy)) {
      left--;
    }
    while (right < image.getWidth() - 1 && dark(image, right + 1, cy)) {
      right++;
    }
    while (top > 0 && dark(image, cx, top - 1)) {
      top--;
    }
    while (bottom < image.getHeight() - 1 && dark(image, cx, bottom + 1)) {
      bottom++;
    }
    return new Box(left, top, right + 1, bottom + 1);
  }

  /** The mean of a small neighbourhood, so that specks and noise do not count. */
  private static boolean dark(BufferedImage image, int x, int y) {
    int sum = 0;
    int count = 0;
    for (int dy = -2; dy <= 2; dy++) {
      for (int dx = -2; dx <= 2; dx++) {
        int px = x + dx;
        int py = y + dy;
        if (px >= 0 && py >= 0 && px < image.getWidth() && py < image.getHeight()) {
          sum += image.getRGB(px, py) >> 8 & 0xff;
          count++;
        }
      }
    }
    return sum < 128 * count;
  }
}
