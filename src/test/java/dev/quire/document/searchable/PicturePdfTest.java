package dev.quire.document.searchable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.image.Bitmap;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.image.PageImage;
import dev.quire.reading.ReadPage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PicturePdfTest {

  private static final int WIDTH = Pictures.WIDTH;
  private static final int HEIGHT = Pictures.HEIGHT;

  private static PageImage image(byte[] file) {
    return new ImageDecoder(ImageLimits.defaults()).first(file);
  }

  private static byte[] pdf(PagePicture picture, ReadPage read) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PicturePdf pdf = new PicturePdf(Scratch.defaults())) {
      pdf.add(picture, read);
      assertEquals(1, pdf.save(out).pages());
    }
    return out.toByteArray();
  }

  private static PDImageXObject only(PDPage page) throws IOException {
    COSName name = page.getResources().getXObjectNames().iterator().next();
    return (PDImageXObject) page.getResources().getXObject(name);
  }

  @ParameterizedTest
  @CsvSource({"5,false", "5,true", "10,false", "10,true"})
  void jpegFilesStayAsTheyAre(int type, boolean progressive) throws IOException {
    byte[] file = Pictures.jpeg(type, progressive);
    byte[] pdf = pdf(PagePicture.of(file, image(file)), new Sheet(WIDTH, HEIGHT).page(1));
    try (PDDocument document = Originals.open(pdf)) {
      PDImageXObject picture = only(document.getPage(0));
      assertArrayEquals(file, picture.getCOSObject().createRawInputStream().readAllBytes());
      assertEquals(
          type == BufferedImage.TYPE_BYTE_GRAY ? 1 : 3,
          picture.getColorSpace().getNumberOfComponents());
      assertEquals(WIDTH * 72f / 150, document.getPage(0).getMediaBox().getWidth(), 1e-3);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void picturesStandUpright(int orientation) throws IOException {
    byte[] file = Pictures.turned(Pictures.jpeg(BufferedImage.TYPE_3BYTE_BGR, false), orientation);
    PageImage image = image(file);
    byte[] pdf =
        pdf(
            new PagePicture(Optional.of(file), image, 72),
            new Sheet(image.width(), image.height()).page(1));
    try (PDDocument document = Originals.open(pdf)) {
      assertEquals("DCTDecode", only(document.getPage(0)).getCOSObject().getNameAsString("Filter"));
      assertNear(image.bitmap(), new PDFRenderer(document).renderImage(0));
    }
  }

  /** Within what decoders differ by, in the middle of each part. */
  private static void assertNear(Bitmap expected, BufferedImage drawn) {
    assertEquals(expected.width(), drawn.getWidth());
    assertEquals(expected.height(), drawn.getHeight());
    for (int y = 20; y < expected.height(); y += 30) {
      for (int x = 20; x < expected.width(); x += 30) {
        int at = 3 * (y * expected.width() + x);
        int rgb = drawn.getRGB(x, y);
        assertEquals(expected.bgr()[at] & 0xff, rgb & 0xff, 24);
        assertEquals(expected.bgr()[at + 1] & 0xff, rgb >> 8 & 0xff, 24);
        assertEquals(expected.bgr()[at + 2] & 0xff, rgb >> 16 & 0xff, 24);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void otherPicturesLoseNothing(boolean grey) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    int type = grey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_3BYTE_BGR;
    BufferedImage original = Pictures.picture(type);
    original.setRGB(7, 9, 0x123456);
    ImageIO.write(original, "png", png);
    Bitmap bitmap = image(png.toByteArray()).bitmap();
    byte[] pdf = pdf(PagePicture.of(png.toByteArray(), bitmap), Sheet.latin(600, 840).page(1));
    try (PDDocument document = Originals.open(pdf)) {
      PDImageXObject picture = only(document.getPage(0));
      assertEquals(grey ? 1 : 3, picture.getColorSpace().getNumberOfComponents());
      BufferedImage found = picture.getImage();
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          int at = 3 * (y * WIDTH + x);
          int expected =
              (bitmap.bgr()[at + 2] & 0xff) << 16
                  | (bitmap.bgr()[at + 1] & 0xff) << 8
                  | bitmap.bgr()[at] & 0xff;
          assertEquals(expected, found.getRGB(x, y) & 0xffffff);
        }
      }
    }
  }

  @Test
  void wordsAreAtTheirPlaces() throws IOException {
    byte[] file = Pictures.jpeg(BufferedImage.TYPE_BYTE_GRAY, false);
    Sheet sheet = Sheet.vertical(600, 840);
    try (PDDocument document =
        Originals.open(pdf(PagePicture.of(file, image(file)), sheet.page(1)))) {
      assertEquals(1, SeenWords.share(sheet.words(), SeenWords.on(document, 1, 600, 840)));
    }
  }

  @Test
  void noPageIsLargerThanReadersTake() throws IOException {
    Bitmap wide = new Bitmap(20_000, 1, new byte[60_000], 0);
    byte[] pdf = pdf(new PagePicture(Optional.empty(), wide, 18), new Sheet(20_000, 1).page(1));
    try (PDDocument document = Originals.open(pdf)) {
      assertTrue(document.getPage(0).getMediaBox().getWidth() <= 14_400);
    }
  }

  @Test
  void theScratchFileIsBounded() throws IOException {
    Bitmap bitmap = new Bitmap(400, 400, noise(480_000), 0);
    Scratch little = new Scratch(Scratch.defaults().folder(), 100_000);
    try (PicturePdf pdf = new PicturePdf(little)) {
      PagePicture picture = new PagePicture(Optional.empty(), bitmap, 150);
      assertThrows(IOException.class, () -> pdf.add(picture, new Sheet(400, 400).page(1)));
    }
  }

  private static byte[] noise(int length) {
    byte[] noise = new byte[length];
    new java.util.Random(7).nextBytes(noise);
    return noise;
  }

  @Test
  void resolutionsAreChecked() {
    Bitmap bitmap = new Bitmap(1, 1, new byte[3], 0);
    assertThrows(
        IllegalArgumentException.class, () -> new PagePicture(Optional.empty(), bitmap, 0));
  }
}
