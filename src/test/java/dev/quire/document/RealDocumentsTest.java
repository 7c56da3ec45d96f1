package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.image.Bitmap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.IntBinaryOperator;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real documents have the pages they are known to have, and look as PDFBox draws them. */
class RealDocumentsTest {

  private static final Path PAGES = Path.of("../shared/pages");

  /** A line of small text is as high. */
  private static final int SQUARE = 16;

  /** Of 255. */
  private static final int MOST_DIFFERENCE = 12;

  private static final double MOST_INK_DIFFERENCE = 0.01;

  @ParameterizedTest
  @CsvSource({
    "multi_page.pdf, 5",
    "normal_4pages.pdf, 4",
    "picture_classification.pdf, 2",
    "journal-article.pdf, 13"
  })
  void drawsRealPages(String name, int pages) throws IOException {
    Path path = PAGES.resolve(name);
    assumeTrue(Files.exists(path), path + " is not here");
    byte[] file = Files.readAllBytes(path);

    try (Document document = new Documents(DocumentSettings.defaults()).open(file);
        PDDocument reference = Loader.loadPDF(file)) {
      assertEquals(pages, document.pageCount());
      PDFRenderer renderer = new PDFRenderer(reference);
      for (int number = 1; number <= pages; number++) {
        BufferedImage expected = renderer.renderImageWithDPI(number - 1, 144);
        Bitmap page = (Bitmap) document.page(number);
        assertEquals(
            new PageSize(expected.getWidth(), expected.getHeight()), document.size(number));
        assertAsDark(expected, page, name + " page " + number);
      }
    }
  }

  /**
   * Characters are placed on parts of a pixel, so that pixels differ; how dark each small square
   * is, and the page as a whole, does not.
   */
  private static void assertAsDark(BufferedImage expected, Bitmap page, String what) {
    long all = 0;
    long allExpected = 0;
    for (int top = 0; top + SQUARE <= page.height(); top += SQUARE) {
      for (int left = 0; left + SQUARE <= page.width(); left += SQUARE) {
        String where = "darkness around (%d, %d) of %s".formatted(left, top, what);
        long reference = darkness(expected::getRGB, left, top);
        long ours = darkness((x, y) -> rgb(page, x, y), left, top);
        int samples = 3 * SQUARE * SQUARE;
        assertEquals(reference / samples, ours / samples, MOST_DIFFERENCE, where);
        allExpected += reference;
        all += ours;
      }
    }
    assertEquals(1, (double) all / allExpected, MOST_INK_DIFFERENCE, "ink of " + what);
  }

  private static long darkness(IntBinaryOperator rgb, int left, int top) {
    long darkness = 0;
    for (int y = top; y < top + SQUARE; y++) {
      for (int x = left; x < left + SQUARE; x++) {
        int pixel = ~rgb.applyAsInt(x, y);
        darkness += (pixel >> 16 & 0xff) + (pixel >> 8 & 0xff) + (pixel & 0xff);
      }
    }
    return darkness;
  }

  private static int rgb(Bitmap page, int x, int y) {
    int at = 3 * (y * page.width() + x);
    return (page.bgr()[at + 2] & 0xff) << 16
        | (page.bgr()[at + 1] & 0xff) << 8
        | page.bgr()[at] & 0xff;
  }
}
