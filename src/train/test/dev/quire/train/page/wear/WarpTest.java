package dev.quire.train.page.wear;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.train.page.Box;
import dev.quire.train.page.Dice;
import dev.quire.train.page.Label;
import dev.quire.train.page.LabelledRegion;
import dev.quire.train.page.Page;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A change of geometry takes the boxes along to the pixel. */
class WarpTest {

  private static final Box INK = new Box(150, 200, 420, 330);

  private static Page page() {
    BufferedImage image = new BufferedImage(600, 800, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, 600, 800);
    graphics.setColor(Color.BLACK);
    graphics.fillRect(150, 200, 270, 130);
    graphics.dispose();
    return new Page(image, List.of(new LabelledRegion(Label.TEXT, INK)));
  }

  private static Box found(BufferedImage image) {
    int x1 = image.getWidth();
    int y1 = image.getHeight();
    int x2 = 0;
    int y2 = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        if ((image.getRGB(x, y) & 255) < 128) {
          x1 = Math.min(x1, x);
          y1 = Math.min(y1, y);
          x2 = Math.max(x2, x + 1);
          y2 = Math.max(y2, y + 1);
        }
      }
    }
    return new Box(x1, y1, x2, y2);
  }

  @Test
  void boxesMoveWithTheInk() {
    for (int seed = 0; seed < 25; seed++) {
      Page clean = page();
      Page worn = Warp.drawn(clean, Dice.of(3, seed), 0.03, 2.5, true, 255).apply(clean);
      Box ink = found(worn.image());
      Box box = worn.regions().get(0).box();
      assertEquals(ink.x1(), box.x1(), 1.6);
      assertEquals(ink.y1(), box.y1(), 1.6);
      assertEquals(ink.x2(), box.x2(), 1.6);
      assertEquals(ink.y2(), box.y2(), 1.6);
    }
  }
}
