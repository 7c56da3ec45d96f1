package dev.quire.picture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Bitmap;
import dev.quire.image.Drawing;
import dev.quire.image.DrawingLeftOutException;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.InvalidImageException;
import dev.quire.image.PageImage;
import dev.quire.image.Point;
import dev.quire.task.layout.Region;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class PagePainterTest {

  private static final int WHITE = 0xffffff;
  private static final int TEXT_BLUE = 0x1566ad;
  private static final int PATH_RED = 0xb3372b;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final PagePainter painter = new PagePainter();

  @Test
  void saysSoWhereDrawingIsLeftOut() {
    PagePainter none = new PagePainter(Drawing.LEFT_OUT);
    PageImage page = white(40, 40);

    DrawingLeftOutException e =
        assertThrows(
            DrawingLeftOutException.class,
            () -> none.paint(page, List.of(), png(new Subject.Regions(false))));
    assertTrue(e.getMessage().startsWith("Pictures are not drawn here: "), e.getMessage());
    assertTrue(e.getMessage().contains("-Pdrawing"), e.getMessage());
  }

  @Test
  void drawsABoxInItsColourWhereItIs() {
    BufferedImage picture = regions(800, 1000, List.of(text(100, 400, 500, 600, 1)));

    assertEquals(TEXT_BLUE, rgb(picture, 100, 500));
    assertEquals(TEXT_BLUE, rgb(picture, 500, 500));
    assertEquals(TEXT_BLUE, rgb(picture, 300, 400));
    assertEquals(TEXT_BLUE, rgb(picture, 300, 600));
    assertEquals(WHITE, rgb(picture, 90, 500));
    assertEquals(WHITE, rgb(picture, 300, 610));
  }

  @Test
  void fillsTranslucently() {
    byte[] grey = new byte[800 * 1000 * 3];
    Arrays.fill(grey, (byte) 100);
    BufferedImage picture =
        png(new Bitmap(800, 1000, grey, 0), List.of(text(100, 400, 500, 600, 1)));

    int inside = rgb(picture, 300, 500);
    assertNotEquals(0x646464, inside);
    for (int shift = 0; shift <= 16; shift += 8) {
      int paper = 100;
      int ink = TEXT_BLUE >> shift & 0xff;
      double opacity = ((inside >> shift & 0xff) - paper) / (double) (ink - paper);
      if (Math.abs(ink - paper) > 20) {
        assertEquals(0.08, opacity, 0.03);
      }
    }
  }

  @Test
  void drawsAPolygonInsteadOfTheBox() {
    Region triangle =
        new Region(
            22,
            "text",
            0.9f,
            100,
            400,
            500,
            800,
            null,
            List.of(new Point(100, 800), new Point(500, 800), new Point(500, 400)));
    BufferedImage picture = regions(800, 1000, List.of(triangle));

    assertEquals(TEXT_BLUE, rgb(picture, 500, 600));
    assertNotEquals(WHITE, rgb(picture, 450, 700), "inside of the triangle");
    assertEquals(WHITE, rgb(picture, 200, 600), "inside of the box alone");
    assertEquals(WHITE, rgb(picture, 100, 600), "the box's edge");
  }

  @Test
  void labelsAreWhiteOnTheClassesColour() {
    BufferedImage picture = regions(800, 1000, List.of(text(100, 400, 500, 600, null)));

    // The tag stands on the box's upper left corner.
    int blue = 0;
    int white = 0;
    for (int y = 386; y < 398; y++) {
      for (int x = 103; x < 145; x++) {
        int pixel = rgb(picture, x, y);
        blue += pixel == TEXT_BLUE ? 1 : 0;
        white += (pixel & 0xff) > 240 && (pixel >> 16 & 0xff) > 230 ? 1 : 0;
      }
    }
    assertTrue(blue > 150, blue + " blue pixels");
    assertTrue(white > 20, white + " white pixels");
  }

  @Test
  void leavesTheRestOfThePageAlone() {
    byte[] noise = new byte[800 * 1000 * 3];
    new Random(3).nextBytes(noise);
    PageImage page = new Bitmap(800, 1000, noise, 0);

    BufferedImage picture = png(page, List.of(text(300, 400, 500, 600, 1)));

    for (int y = 0; y < 1000; y++) {
      for (int x = 0; x < 800; x++) {
        if (x < 150 || x > 650 || y < 350 || y > 650) {
          int at = (y * 800 + x) * 3;
          int before =
              (noise[at + 2] & 0xff) << 16 | (noise[at + 1] & 0xff) << 8 | (noise[at] & 0xff);
          assertEquals(before, rgb(picture, x, y));
        }
      }
    }
  }

  @Test
  void encodedPagesAndPixelsLookTheSame() throws IOException {
    byte[] noise = new byte[90 * 60 * 3];
    new Random(5).nextBytes(noise);
    BufferedImage image = new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 90 * 60; i++) {
      int blue = noise[3 * i] & 0xff;
      int green = noise[3 * i + 1] & 0xff;
      int red = noise[3 * i + 2] & 0xff;
      image.setRGB(i % 90, i / 90, red << 16 | green << 8 | blue);
    }
    List<Region> marks = List.of(text(10, 20, 80, 50, 1));

    assertArrayEquals(
        painter.paint(new Bitmap(90, 60, noise, 0), marks, png(new Subject.Regions(false))),
        painter.paint(encoded(file(image, "png")), marks, png(new Subject.Regions(false))));
  }

  @Test
  void turnsThePageUpright() throws IOException {
    byte[] jpeg = file(new BufferedImage(120, 80, BufferedImage.TYPE_INT_RGB), "jpeg");

    BufferedImage picture = png(encoded(turned(jpeg)), List.of());

    assertEquals(80, picture.getWidth());
    assertEquals(120, picture.getHeight());
  }

  @Test
  void shrinksToTheLimitAndMovesTheMarksAlong() {
    List<Region> marks = List.of(text(600, 600, 1800, 1800, 1));
    for (PageImage page : List.of(white(2400, 3000), encoded(2400, 3000))) {
      PictureOptions options =
          new PictureOptions(
              new Subject.Regions(false), SizeLimit.paddlex(), new PictureFormat.Png());

      BufferedImage picture = read(painter.paint(page, marks, options));

      assertEquals(1600, picture.getWidth());
      assertEquals(2000, picture.getHeight());
      assertEquals(TEXT_BLUE, rgb(picture, 400, 800));
      assertEquals(TEXT_BLUE, rgb(picture, 1200, 800));
      assertEquals(WHITE, rgb(picture, 380, 800));
    }
  }

  @Test
  void neverEnlarges() {
    PictureOptions options =
        new PictureOptions(
            new Subject.Regions(false), SizeLimit.paddlex(), new PictureFormat.Png());

    BufferedImage picture = read(painter.paint(white(300, 200), List.of(), options));

    assertEquals(300, picture.getWidth());
    assertEquals(200, picture.getHeight());
  }

  @Test
  void numbersTheReadingOrder() {
    List<Region> marks =
        List.of(
            text(200, 200, 600, 300, 1), text(200, 500, 600, 600, 2), text(50, 50, 90, 80, null));
    BufferedImage picture =
        read(painter.paint(white(800, 1000), marks, png(new Subject.ReadingOrder(false))));

    // A circle in the gutter beside the first line of each.
    assertEquals(TEXT_BLUE, rgb(picture, 183, 209));
    assertEquals(TEXT_BLUE, rgb(picture, 183, 509));
    assertEquals(0, count(picture, PATH_RED));
    int faint = rgb(picture, 70, 50);
    assertNotEquals(TEXT_BLUE, faint);
    assertNotEquals(WHITE, faint);
  }

  @Test
  void arrowsLeadFromRegionToRegion() {
    List<Region> marks = List.of(text(200, 500, 600, 600, 2), text(200, 200, 600, 300, 1));
    BufferedImage picture =
        read(painter.paint(white(800, 1000), marks, png(new Subject.ReadingOrder(true))));

    assertTrue(count(picture, PATH_RED) > 200);
    // The head is at the second region, wider than the line.
    assertTrue(width(picture, 493) > width(picture, 400), "the head's width");
    assertEquals(0, width(picture, 195));
    assertEquals(0, width(picture, 530));
  }

  @Test
  void whatIsNotAsciiIsReplaced() {
    List<Region> chinese = List.of(labelled("\u6807\u9898"));
    List<Region> question = List.of(labelled("??"));

    assertArrayEquals(
        painter.paint(white(400, 300), question, png(new Subject.Regions(false))),
        painter.paint(white(400, 300), chinese, png(new Subject.Regions(false))));
  }

  @Test
  void everySizeOfPageCanBeDrawnOn() {
    int[][] sizes = {{1, 1}, {2, 50}, {9, 9}, {30, 20}, {3000, 4}, {4, 3000}, {100, 141}};
    for (int[] size : sizes) {
      List<Region> marks =
          List.of(
              text(0, 0, size[0], size[1], 1),
              text(size[0] / 2.0, size[1] / 2.0, size[0] / 2.0, size[1] / 2.0, 2),
              text(-50, -50, size[0] + 50, size[1] + 50, 100),
              text(size[0] + 10, size[1] + 10, size[0] + 20, size[1] + 20, 12345));
      for (Subject subject : List.of(new Subject.Regions(false), new Subject.ReadingOrder(true))) {
        BufferedImage picture = read(painter.paint(white(size[0], size[1]), marks, png(subject)));
        assertEquals(size[0], picture.getWidth());
        assertEquals(size[1], picture.getHeight());
      }
    }
  }

  @Test
  void manyRegionsCanBeDrawn() {
    List<Region> marks = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      int x = i % 20 * 40;
      int y = i / 20 * 50;
      marks.add(text(x, y, x + 38, y + 48, i + 1));
    }
    for (Subject subject : List.of(new Subject.Regions(false), new Subject.ReadingOrder(true))) {
      assertEquals(800, read(painter.paint(white(800, 1000), marks, png(subject))).getWidth());
    }
  }

  @Test
  void jpegKeepsTheColoursResolution() {
    byte[] jpeg = jpeg(0.9);

    int frame = frame(jpeg);
    assertEquals(3, jpeg[frame + 9], "components");
    for (int component = 0; component < 3; component++) {
      assertEquals(0x11, jpeg[frame + 11 + 3 * component], "sampling of component " + component);
    }
  }

  @Test
  void lowerQualityIsSmaller() {
    assertTrue(jpeg(0.4).length < jpeg(0.9).length);
  }

  @Test
  void damagedPagesAreRefused() {
    byte[] png = file(new BufferedImage(90, 60, BufferedImage.TYPE_INT_RGB), "png");
    PageImage page = encoded(png);
    Arrays.fill(png, 45, 60, (byte) 0);

    assertThrows(
        InvalidImageException.class,
        () -> painter.paint(page, List.of(), png(new Subject.Regions(false))));
  }

  private byte[] jpeg(double quality) {
    byte[] noise = new byte[200 * 300 * 3];
    new Random(9).nextBytes(noise);
    PictureOptions options =
        new PictureOptions(
            new Subject.Regions(false), SizeLimit.none(), new PictureFormat.Jpeg(quality));
    return painter.paint(new Bitmap(200, 300, noise, 0), List.of(), options);
  }

  /** Where the baseline frame's marker is. */
  private static int frame(byte[] jpeg) {
    int at = 2;
    while ((jpeg[at + 1] & 0xff) != 0xc0) {
      at += 2 + ((jpeg[at + 2] & 0xff) << 8 | (jpeg[at + 3] & 0xff));
    }
    return at;
  }

  private BufferedImage regions(int width, int height, List<Region> marks) {
    return png(white(width, height), marks);
  }

  private BufferedImage png(PageImage page, List<Region> marks) {
    return read(painter.paint(page, marks, png(new Subject.Regions(false))));
  }

  private static PictureOptions png(Subject subject) {
    return new PictureOptions(subject, SizeLimit.none(), new PictureFormat.Png());
  }

  private static Region text(double x1, double y1, double x2, double y2, Integer order) {
    return new Region(22, "text", 0.87f, (float) x1, (float) y1, (float) x2, (float) y2, order);
  }

  private static Region labelled(String label) {
    return new Region(3, label, 0.5f, 100, 100, 300, 200, null);
  }

  private static PageImage white(int width, int height) {
    byte[] bgr = new byte[width * height * 3];
    Arrays.fill(bgr, (byte) 255);
    return new Bitmap(width, height, bgr, 0);
  }

  private PageImage encoded(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
    byte[] row = new byte[width];
    Arrays.fill(row, (byte) 255);
    for (int y = 0; y < height; y++) {
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return encoded(file(image, "png"));
  }

  private PageImage encoded(byte[] file) {
    return decoder.pages(file).page(0);
  }

  private static byte[] file(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      assertTrue(ImageIO.write(image, format, bytes));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return bytes.toByteArray();
  }

  /** The JPEG with an EXIF segment that says: turn by 90 degrees. */
  private static byte[] turned(byte[] jpeg) {
    byte[] exif = {
      'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 1, 1, 18, 0, 3, 0, 0, 0, 1, 0, 6, 0,
      0, 0, 0, 0, 0
    };
    return ByteBuffer.allocate(jpeg.length + 4 + exif.length)
        .put(jpeg, 0, 2)
        .putShort((short) 0xffe1)
        .putShort((short) (2 + exif.length))
        .put(exif)
        .put(jpeg, 2, jpeg.length - 2)
        .array();
  }

  private static BufferedImage read(byte[] file) {
    try {
      return ImageIO.read(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static int rgb(BufferedImage picture, int x, int y) {
    return picture.getRGB(x, y) & WHITE;
  }

  private static int count(BufferedImage picture, int rgb) {
    int count = 0;
    for (int y = 0; y < picture.getHeight(); y++) {
      count += width(picture, y, rgb);
    }
    return count;
  }

  private static int width(BufferedImage picture, int y) {
    return width(picture, y, PATH_RED);
  }

  private static int width(BufferedImage picture, int y, int rgb) {
    int width = 0;
    for (int x = 0; x < picture.getWidth(); x++) {
      width += rgb(picture, x, y) == rgb ? 1 : 0;
    }
    return width;
  }
}
