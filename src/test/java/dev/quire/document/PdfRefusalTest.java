package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.image.ImageLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not a whole PDF document is refused as a whole, with the right reason. */
class PdfRefusalTest {

  private final Documents documents = new Documents(DocumentSettings.defaults());

  @Test
  void refusesADocumentWithoutPages() {
    try (TestPdfs pdf = new TestPdfs()) {
      assertEquals(Reason.NO_PAGES, refusal(pdf.save()).reason());
    }
  }

  @Test
  void refusesEveryPdfCutShort() {
    byte[] file = TestPdfs.text(5);

    for (int length = 5; length < file.length - 12; length += 11) {
      assertEquals(
          Reason.TRUNCATED, refusal(Arrays.copyOf(file, length)).reason(), "cut to " + length);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\r\n", "\n<!-- served in 3 ms -->\n", "\0\0\0\0\0\0\0\0"})
  void acceptsBytesAfterTheEnd(String more) {
    byte[] file = TestPdfs.text(2);
    byte[] tail = more.getBytes(StandardCharsets.US_ASCII);
    byte[] longer = Arrays.copyOf(file, file.length + tail.length);
    System.arraycopy(tail, 0, longer, file.length, tail.length);

    try (Document document = documents.open(longer)) {
      assertEquals(2, document.pageCount());
    }
  }

  @Test
  void acceptsBytesBeforeTheHeader() {
    byte[] file = TestPdfs.text(2);
    byte[] longer = new byte[file.length + 2];
    longer[0] = '\r';
    longer[1] = '\n';
    System.arraycopy(file, 0, longer, 2, file.length);

    try (Document document = documents.open(longer)) {
      assertEquals(2, document.pageCount());
      document.page(2);
    }
  }

  @Test
  void refusesTextThatBeginsLikeAPdf() {
    assertEquals(Reason.TRUNCATED, refusal(ascii("%PDF-1.7\nDear Sir or Madam")).reason());
    assertEquals(
        Reason.CORRUPT,
        refusal(ascii("%PDF-1.7\nDear Sir or Madam\nstartxref\n12\n%%EOF\n")).reason());
  }

  @Test
  void refusesADocumentForTheHoldersOfCertificates() {
    try (TestPdfs pdf = new TestPdfs()) {
      pdf.text(PDRectangle.A4, "secret").encrypted("owner", "user", 128);
      String file = new String(pdf.saveUncompressed(), StandardCharsets.ISO_8859_1);
      assertTrue(file.contains("/Filter /Standard"));
      byte[] certified =
          file.replace("/Filter /Standard", "/Filter /Adobe.PubSec")
              .getBytes(StandardCharsets.ISO_8859_1);

      assertEquals(Reason.UNSUPPORTED_FORMAT, refusal(certified).reason());
      assertEquals(
          Reason.PASSWORD_REQUIRED, refusal(file.getBytes(StandardCharsets.ISO_8859_1)).reason());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1, 2, 4, 5, 1000, Integer.MAX_VALUE})
  void refusesACountOfPagesThatIsWrong(int declared) {
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          pdf.text(PDRectangle.A4, "1")
              .text(PDRectangle.A4, "2")
              .text(PDRectangle.A4, "3")
              .declaring(declared)
              .save();

      InvalidDocumentException refusal = refusal(file);
      assertEquals(Reason.CORRUPT, refusal.reason());
      assertEquals(
          "The PDF document is damaged: it declares %d pages and holds 3".formatted(declared),
          refusal.getMessage());
    }
  }

  @Test
  void survivesATreeOfPagesThatLoops() {
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file = pdf.text(PDRectangle.A4, "1").loopingTree().save();

      try (Document document = documents.open(file)) {
        assertEquals(1, document.pageCount());
        document.page(1);
      } catch (InvalidDocumentException refusal) {
        assertEquals(Reason.CORRUPT, refusal.reason());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 35, 601})
  void takesNoOtherResolution(int dpi) {
    assertThrows(
        IllegalArgumentException.class,
        () -> new DocumentSettings(dpi, ImageLimits.defaults(), 1, Duration.ofSeconds(1)));
  }

  private InvalidDocumentException refusal(byte[] file) {
    InvalidDocumentException refusal =
        assertThrows(InvalidDocumentException.class, () -> documents.open(file));
    assertTrue(refusal.page().isEmpty());
    return refusal;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
