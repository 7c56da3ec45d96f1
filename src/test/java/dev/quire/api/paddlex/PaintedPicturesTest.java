package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.image.PageImage;
import dev.quire.picture.PagePainter;
import dev.quire.support.Pages;
import dev.quire.task.layout.Region;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PaintedPicturesTest {

  private static final int PAPER = 200;

  private static final List<Region> REGIONS =
      List.of(new Region(22, "text", 0.9f, 600, 600, 2400, 900, 1));

  @Test
  void thePageStaysBareAndTheOthersShowItsRegions() throws IOException {
    List<byte[]> drawn;
    try (PaddlexFixture paddlex = new PaddlexFixture()) {
      drawn = new PagePainter().paint(page(), REGIONS, paddlex.parsing().pictures());
    }

    assertEquals(0, changed(drawn.get(0)));
    assertTrue(changed(drawn.get(1)) > 1_000);
    assertTrue(changed(drawn.get(2)) > 1_000);
  }

  /** Pixels that are not the paper's; of a JPEG file of PaddleX's size. */
  private static int changed(byte[] jpeg) throws IOException {
    assertTrue(jpeg[0] == (byte) 0xff && jpeg[1] == (byte) 0xd8, "no JPEG");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    assertEquals(2000, image.getWidth());
    assertEquals(1000, image.getHeight());
    int changed = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        Color colour = new Color(image.getRGB(x, y));
        if (Math.abs(colour.getRed() - PAPER) > 16 || Math.abs(colour.getBlue() - PAPER) > 16) {
          changed++;
        }
      }
    }
    return changed;
  }

  private static PageImage page() {
    byte[] png = Pages.plain(3000, 1500, new Color(PAPER, PAPER, PAPER));
    return new Documents(DocumentSettings.defaults()).open(png).page(1);
  }
}
