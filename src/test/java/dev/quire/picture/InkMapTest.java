package dev.quire.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.Random;
import org.junit.jupiter.api.Test;

class InkMapTest {

  private static final int CELL = 4;

  @Test
  void countsTheCellsThatHoldPrint() {
    Random random = new Random(7);
    int columns = 13;
    int rows = 9;
    boolean[][] printed = new boolean[rows][columns];
    BufferedImage page = blank(columns * CELL, rows * CELL, 0xffffff);
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        printed[row][column] = random.nextInt(3) == 0;
        if (printed[row][column]) {
          // Inside of the cell, away from its neighbours.
          page.setRGB(column * CELL + 2, row * CELL + 2, 0x202020);
        }
      }
    }
    InkMap ink = InkMap.of(page, CELL);

    for (int i = 0; i < 200; i++) {
      int left = random.nextInt(columns);
      int top = random.nextInt(rows);
      int right = left + 1 + random.nextInt(columns - left);
      int bottom = top + 1 + random.nextInt(rows - top);
      int count = 0;
      for (int row = top; row < bottom; row++) {
        for (int column = left; column < right; column++) {
          count += printed[row][column] ? 1 : 0;
        }
      }
      double share = (double) count / ((right - left) * (bottom - top));
      Box box = new Box(left * CELL, top * CELL, right * CELL, bottom * CELL);
      assertEquals(share, ink.share(box), 1e-12);
    }
  }

  @Test
  void plainPaperHoldsNoInkWhateverItsColour() {
    InkMap dark = InkMap.of(blank(50, 30, 0x101020), CELL);

    assertEquals(0, dark.share(new Box(0, 0, 50, 30)));
  }

  @Test
  void outsideOfThePageIsNoInk() {
    BufferedImage page = blank(9, 9, 0xffffff);
    page.setRGB(8, 8, 0);
    InkMap ink = InkMap.of(page, CELL);

    assertEquals(0, ink.share(new Box(-20, -20, -10, -10)));
    assertEquals(0, ink.share(new Box(20, 20, 30, 30)));
  }

  private static BufferedImage blank(int width, int height, int rgb) {
    BufferedImage page = new BufferedImage(width, height, BufferedImage.TYPE_3BYTE_BGR);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        page.setRGB(x, y, rgb);
      }
    }
    return page;
  }
}
