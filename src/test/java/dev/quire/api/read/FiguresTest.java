package dev.quire.api.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.document.PictureAnswer;
import dev.quire.image.Bitmap;
import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.ReadPage;
import dev.quire.reading.Role;
import dev.quire.reading.TextSource;
import dev.quire.reading.write.MarkdownWriter;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** The pictures of figures. */
class FiguresTest {

  private static final int WIDTH = 120;
  private static final int HEIGHT = 90;

  private static Block block(Role role, double... box) {
    return new Block(
        role, "any", 0.9, new Area(box[0], box[1], box[2], box[3]), 0, List.of(), Optional.empty());
  }

  private static ReadPage page(Block... blocks) {
    return new ReadPage(1, WIDTH, HEIGHT, TextSource.OCR, "", List.of(blocks));
  }

  /** White, with red between columns 20 and 60 and rows 10 and 40. */
  private static Bitmap red() {
    byte[] bgr = new byte[3 * WIDTH * HEIGHT];
    Arrays.fill(bgr, (byte) 255);
    for (int y = 10; y < 40; y++) {
      for (int x = 20; x < 60; x++) {
        bgr[3 * (y * WIDTH + x)] = 0;
        bgr[3 * (y * WIDTH + x) + 1] = 0;
      }
    }
    return new Bitmap(WIDTH, HEIGHT, bgr, 0);
  }

  @Test
  void figuresAreCutOutOfTheirPage() throws Exception {
    List<byte[]> files =
        new Figures()
            .cut(
                red(),
                page(
                    block(Role.TEXT, 0, 0, 10, 10),
                    block(Role.FIGURE, 20, 10, 60, 40),
                    block(Role.FIGURE, 100, 80, 300, 300)));

    assertEquals(2, files.size());
    BufferedImage first = ImageIO.read(new ByteArrayInputStream(files.get(0)));
    assertEquals(40, first.getWidth());
    assertEquals(30, first.getHeight());
    int rgb = first.getRGB(20, 15);
    assertTrue((rgb >> 16 & 255) > 230 && (rgb >> 8 & 255) < 30 && (rgb & 255) < 30);
    BufferedImage clipped = ImageIO.read(new ByteArrayInputStream(files.get(1)));
    assertEquals(20, clipped.getWidth());
    assertEquals(10, clipped.getHeight());
  }

  @Test
  void aPageWithManyFiguresHasThoseOfTheFirst() {
    Block[] many = Collections.nCopies(40, block(Role.FIGURE, 0, 0, 5, 5)).toArray(Block[]::new);

    assertEquals(32, new Figures().cut(red(), page(many)).size());
  }

  @Test
  void figuresThatOverlapHaveTwoPagesTogether() {
    Block[] whole =
        Collections.nCopies(3, block(Role.FIGURE, -50, -50, WIDTH + 50, HEIGHT))
            .toArray(Block[]::new);

    assertEquals(2, new Figures().cut(red(), page(whole)).size());
  }

  @Test
  void theyCountForAllTheCopiesThatAnAnswerHas() {
    assertEquals(4 * 5, Figures.weight(List.of(new byte[2], new byte[3])));
  }

  @Test
  void markdownHoldsThem() {
    ReadPage page = page(block(Role.FIGURE, 20, 10, 60, 40), block(Role.FIGURE, 0, 50, 60, 80));
    PictureAnswer picture = new PictureAnswer("image/jpeg", new byte[] {1, 2, 3});

    String markdown = MarkdownWriter.page(page, Figures.embedded(Map.of(1, List.of(picture))));

    assertTrue(markdown.contains("(data:image/jpeg;base64,AQID)"), markdown);
    assertEquals(1, markdown.split("data:", -1).length - 1, markdown);
  }
}
