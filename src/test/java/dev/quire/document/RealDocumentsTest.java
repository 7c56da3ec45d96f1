package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.image.Bitmap;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real documents have the pages they are known to have, and look as PDFBox draws them. */
class RealDocumentsTest {

  private static final Path PAGES = Path.of("../shared/pages");

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
        assertEquals(0, different(expected, page), name + " page " + number);
      }
    }
  }

  private static int different(BufferedImage expected, Bitmap page) {
    int different = 0;
    for (int i = 0; i < page.width() * page.height(); i++) {
      int rgb = expected.getRGB(i % page.width(), i / page.width());
      different +=
          page.bgr()[3 * i] == (byte) rgb
                  && page.bgr()[3 * i + 1] == (byte) (rgb >> 8)
                  && page.bgr()[3 * i + 2] == (byte) (rgb >> 16)
              ? 0
              : 1;
    }
    return different;
  }
}
