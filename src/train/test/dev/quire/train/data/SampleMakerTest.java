package dev.quire.train.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.train.loss.Truth;
import dev.quire.train.page.Box;
import dev.quire.train.page.Label;
import dev.quire.train.page.LabelledRegion;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.Test;

class SampleMakerTest {

  @Test
  void cutsRegionsToTheWindowAndDropsThoseMostlyOutside() {
    List<LabelledRegion> regions =
        List.of(
            new LabelledRegion(Label.TEXT, new Box(0, 0, 100, 40)),
            new LabelledRegion(Label.TABLE, new Box(60, 50, 160, 90)),
            new LabelledRegion(Label.IMAGE, new Box(60, 100, 120, 140)));

    List<Truth> truths = SampleMaker.truths(regions, new Box(50, 20, 150, 220), 400);

    assertEquals(2, truths.size());
    assertEquals(new Truth(Label.TABLE.ordinal(), new Box(40, 60, 400, 140), 0.25f), truths.get(0));
    assertEquals(
        new Truth(Label.IMAGE.ordinal(), new Box(40, 160, 280, 240), 0.75f), truths.get(1));
  }

  @Test
  void squashesTheWindowToRgb() {
    BufferedImage image = new BufferedImage(40, 20, BufferedImage.TYPE_3BYTE_BGR);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(10, 20, 30));
    g.fillRect(20, 0, 20, 20);
    g.dispose();

    try (Squash squash = new Squash()) {
      byte[] pixels = squash.apply(image, new Box(24, 0, 40, 20), 2, 2);

      assertArrayEquals(new byte[] {10, 20, 30, 10, 20, 30, 10, 20, 30, 10, 20, 30}, pixels);
      assertEquals(20 / 255f, Squash.planar(pixels)[5], 1e-6);
    }
  }
}
