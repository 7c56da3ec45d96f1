package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.document.text.TextLayer;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text is read within the limits of drawing, and fails as drawing does. */
class TextLayerLimitsTest {

  private static final DocumentSettings DEFAULTS = DocumentSettings.defaults();

  private static Document open(TestPdfs pdf) {
    return new Documents(DEFAULTS).open(pdf.save());
  }

  private static Reason reasonFor(Document document) {
    return assertThrows(InvalidDocumentException.class, () -> document.textLayer(1, () -> false))
        .reason();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void formsWithoutEndAreTooComplex(boolean groups) {
    try (TestPdfs pdf = new TestPdfs();
        Document document = open(pdf.nestedForms(6, 10, groups))) {
      assertEquals(Reason.TOO_COMPLEX, reasonFor(document));
    }
  }

  @Test
  void aFormWithinItselfIsReadOnce() {
    try (TestPdfs pdf = new TestPdfs();
        Document document = open(pdf.formWithinItself(2))) {
      assertTrue(document.textLayer(1, () -> false).isPresent());
    }
  }

  @Test
  void timeAndPatienceEnd() {
    DocumentSettings hasty =
        new DocumentSettings(
            DEFAULTS.dpi(), DEFAULTS.limits(), DEFAULTS.maxInflatedBytes(), Duration.ofNanos(1));
    byte[] file = TestPdfs.text(1);
    try (Document document = new Documents(hasty).open(file)) {
      assertEquals(Reason.TOO_COMPLEX, reasonFor(document));
    }
    try (Document document = new Documents(DEFAULTS).open(file)) {
      assertThrows(CancellationException.class, () -> document.textLayer(1, () -> true));
      assertThrows(IndexOutOfBoundsException.class, () -> document.textLayer(2, () -> false));
      document.close();
      assertThrows(IllegalStateException.class, () -> document.textLayer(1, () -> false));
    }
  }

  @Test
  void pageAndTextComeTogether() {
    try (TestPdfs pdf = new TestPdfs().text(PDRectangle.A4, "Page 1");
        Document document = open(pdf);
        MemoryReservation held = ByteBudget.unlimited().openForAll(Stage.PIXELS)) {
      boolean[] admitted = new boolean[1];
      PageWithText both = document.pageWithText(1, () -> false, held, () -> admitted[0] = true);
      TextLayer layer = both.text().orElseThrow();
      assertTrue(admitted[0]);
      assertEquals(both.image().width(), layer.width());
      assertEquals(both.image().height(), layer.height());
      assertEquals(20, layer.lines().size());
      assertEquals("Page 1, line 0 of some text that says nothing", layer.lines().get(0).text());
    }
  }

  @Test
  void damagedContentsCostWhatTheyHold() {
    try (TestPdfs pdf =
            new TestPdfs()
                .contents(
                    "BT /None 12 Tf 50 700 Td (one) Tj (two Tj ET 1 0 0 R gs /X Do EMC Q Q ("
                        + "\u00ff".repeat(100));
        Document document = open(pdf)) {
      assertTrue(document.textLayer(1, () -> false).isPresent());
    }
  }
}
