package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.image.Bitmap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred documents of all kinds beside what PDFium makes of them: each is as large, none is
 * blank where PDFium shows ink, and the mean difference of a sample is printed for each.
 *
 * <p>Run by hand with {@code ./mvnw test -Dtest=PdfDifferenceCheck -Dpdfium.python=PYTHON}, where
 * PYTHON is an interpreter with {@code pypdfium2} and {@code numpy}; it is skipped without.
 */
class PdfDifferenceCheck {

  /**
   * PDFBox extends circles outwards, too, if they are to be extended inwards alone; PDFium takes no
   * notice of the opacity of grey pictures.
   */
  private static final Set<String> KNOWN =
      Set.of("shading radial extended inwards", "JPX GREY_WITH_OPACITY");

  private static final int MOST_DIFFERENCE = 20;
  private static final int DPI = 72;
  private static final int LIGHT = 250;
  private static final int HEADER = Pdfium.HEADER;

  @Test
  void looksAsPdfiumShowsIt(@TempDir Path folder) throws IOException, InterruptedException {
    assumeTrue(Pdfium.isThere(), "no -Dpdfium.python, nothing to compare with");
    Map<String, byte[]> samples = PdfSamples.all();
    assertTrue(samples.size() >= 100, samples.size() + " samples");
    List<String> names = new ArrayList<>(samples.keySet());
    List<ByteBuffer> references = Pdfium.draw(folder, List.copyOf(samples.values()));

    List<String> faults = new ArrayList<>();
    double sum = 0;
    System.out.printf("%-32s %11s %8s %8s %8s%n", "document", "size", "ink", "pdfium", "mean");
    for (int i = 0; i < names.size(); i++) {
      sum += compare(names.get(i), samples.get(names.get(i)), references.get(i), faults);
    }
    System.out.printf("mean of %d: %.2f%n", names.size(), sum / names.size());
    assertEquals(List.of(), faults);
  }

  private static double compare(
      String name, byte[] file, ByteBuffer reference, List<String> faults) {
    DocumentSettings defaults = DocumentSettings.defaults();
    DocumentSettings settings =
        new DocumentSettings(
            DPI, defaults.limits(), defaults.maxInflatedBytes(), defaults.maxDrawTime());
    int width = reference.getInt(0);
    int height = reference.getInt(4);
    try (Document document = new Documents(settings).open(file)) {
      Bitmap page = (Bitmap) document.page(1);
      // PDFium knows nothing of larger units
      int step = Math.max(1, page.width() / width);
      if (Math.abs(page.width() / step - width) > 1
          || Math.abs(page.height() / step - height) > 1) {
        faults.add(name + " is of another size");
        return 0;
      }
      long difference = 0;
      long ink = 0;
      long expected = 0;
      int columns = Math.min(width, page.width() / step);
      int rows = Math.min(height, page.height() / step);
      for (int y = 0; y < rows; y++) {
        for (int x = 0; x < columns * 3; x++) {
          int ours = page.bgr()[(y * step * page.width() + x / 3 * step) * 3 + x % 3] & 0xff;
          int theirs = reference.get(HEADER + y * width * 3 + x) & 0xff;
          difference += Math.abs(ours - theirs);
          ink += ours < LIGHT ? 1 : 0;
          expected += theirs < LIGHT ? 1 : 0;
        }
      }
      double mean = (double) difference / (columns * rows * 3);
      System.out.printf(
          "%-32s %11s %8d %8d %8.2f %s%n",
          name, page.width() + "x" + page.height(), ink, expected, mean, page.warnings());
      if (ink == 0 && expected > 0) {
        faults.add(name + " is blank");
      }
      if (mean > MOST_DIFFERENCE && !KNOWN.contains(name)) {
        faults.add("%s differs by %.1f".formatted(name, mean));
      }
      return mean;
    } catch (InvalidDocumentException refusal) {
      System.out.printf("%-32s refused: %s%n", name, refusal.getMessage());
      faults.add(name + " is refused: " + refusal.getMessage());
      return 0;
    }
  }
}
