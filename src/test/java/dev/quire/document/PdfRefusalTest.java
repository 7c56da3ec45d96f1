package dev.quire.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.document.InvalidDocumentException.Reason;
import dev.quire.image.ImageLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
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
  @ValueSource(
      strings = {
        "",
        "\r\n",
        "\n<!-- served in 3 ms -->\n",
        "\0\0\0\0\0\0\0\0",
        "\n<html>an object, the 12 objectives of 3 0 objects, un objet, endobject</html>",
        "\n<object data='x'></object> obj\n obj <<",
      })
  void acceptsBytesAfterTheEnd(String more) {
    byte[] file = TestPdfs.text(2);
    byte[] tail = more.getBytes(StandardCharsets.US_ASCII);
    byte[] longer = Arrays.copyOf(file, file.length + tail.length);
    System.arraycopy(tail, 0, longer, file.length, tail.length);

    try (Document document = documents.open(longer)) {
      assertEquals(2, document.pageCount());
    }
  }

  /** More than the two kilobytes that PDFBox looks for the end in. */
  @Test
  void acceptsALongTextAfterTheEnd() {
    byte[] file = TestPdfs.text(2);
    byte[] longer = Arrays.copyOf(file, file.length + 100_000);
    Arrays.fill(longer, file.length, longer.length, (byte) 'x');

    try (Document document = documents.open(longer)) {
      assertEquals(2, document.pageCount());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n12 0 obj\n<<", "12 0 obj", "\r\n7 0 obj<</Type/Page", "\n7 0\nobj\n"})
  void refusesAnUpdateCutShort(String update) {
    byte[] file = TestPdfs.text(2);
    byte[] tail = update.getBytes(StandardCharsets.US_ASCII);
    int end = file.length;
    while (file[end - 1] <= ' ') {
      end--;
    }
    byte[] longer = Arrays.copyOf(file, end + tail.length);
    System.arraycopy(tail, 0, longer, end, tail.length);

    assertEquals(Reason.TRUNCATED, refusal(longer).reason());
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

  @Test
  void refusesATreeOfPagesThatHoldsNone() {
    try (TestPdfs pdf = new TestPdfs()) {
      byte[] file =
          pdf.text(PDRectangle.A4, "1")
              .change(document -> kids(document).set(0, COSInteger.ONE))
              .save();

      InvalidDocumentException refusal = refusal(file);
      assertEquals(Reason.CORRUPT, refusal.reason());
      assertTrue(refusal.getMessage().contains("none is there"), refusal::getMessage);
    }
  }

  private static COSArray kids(PDDocument document) {
    return document.getPages().getCOSObject().getCOSArray(COSName.KIDS);
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
