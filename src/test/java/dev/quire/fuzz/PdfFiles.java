package dev.quire.fuzz;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.Deflater;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;

/**
 * Small PDF files: whole ones, hostile ones, and such as readers differ about. Most are written out
 * in plain sight, so that damage meets their structure.
 */
final class PdfFiles {

  private static final String LINES = "0.8 g 5 5 80 60 re f 0 g 10 10 60 4 re f 10 20 50 4 re f ";
  private static final String BOX = "/MediaBox [0 0 90 70]";

  private PdfFiles() {}

  /** All of them, once each. */
  static List<byte[]> all() {
    List<byte[]> files = new ArrayList<>();
    files.add(page(BOX, LINES));
    files.add(page(BOX + " /Rotate 90 /CropBox [10 10 60 60] /UserUnit 2", LINES));
    files.add(page("/MediaBox [0 0 200000 200000]", LINES));
    files.add(page("/MediaBox [-1e30 0 1e30 1]", LINES));
    files.add(page("/MediaBox [0 0 0 0]", LINES));
    files.add(page("/MediaBox [0 0 (a) null]", LINES));
    files.add(page(BOX, "q ".repeat(3000) + LINES));
    files.add(page(BOX, "1e-30 0 0 1e30 0 0 cm " + LINES + " [1e9 1e-9] 0 d 1e9 w 0 0 m 9 9 l S"));
    files.add(page(BOX, "BI /W 4 /H 4 /CS /G /BPC 8 ID 0123456789abcdef EI " + LINES));
    files.add(page(BOX, "(".repeat(600) + "[".repeat(600) + "<<".repeat(600)));
    files.add(filtered("/ASCIIHexDecode", hex(LINES)));
    files.add(filtered("/FlateDecode", deflated(LINES)));
    files.add(filtered("/RunLengthDecode", new byte[] {(byte) 129, 'q', 1, ' ', 'Q', (byte) 128}));
    files.add(filtered("/LZWDecode", new byte[] {(byte) 0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c}));
    files.add(filtered("[/ASCII85Decode /FlateDecode]", ascii("GhVPL~>")));
    files.add(filtered("[" + "/ASCIIHexDecode ".repeat(40) + "]", hex(LINES)));
    files.add(withNested("/X Do /X Do ", 4));
    files.add(withNested("/X Do ", 30));
    files.add(selfDrawing());
    files.add(picture("/DCTDecode", new byte[] {(byte) 0xff, (byte) 0xd8, (byte) 0xff}, 8, 8));
    files.add(picture("/JPXDecode", new byte[] {0, 0, 0, 12, 'j', 'P', ' ', ' '}, 8, 8));
    files.add(picture("/CCITTFaxDecode", new byte[] {0, 0x10, 0x01}, 64, 64));
    files.add(picture("/FlateDecode", deflated("x".repeat(64)), 8, 8));
    files.add(picture("/FlateDecode", deflated("x"), 60_000, 60_000));
    files.add(loopingTree());
    files.add(new PdfText().pages("/Kids [3 0 R] /Count 2147483647").page(BOX, LINES).file());
    files.add(new PdfText().pages("/Kids [3 0 R 9 0 R null 3] /Count -1").page(BOX, LINES).file());
    files.add(written(false));
    files.add(written(true));
    return List.copyOf(files);
  }

  private static byte[] page(String attributes, String contents) {
    return new PdfText().pages("/Kids [3 0 R] /Count 1").page(attributes, contents).file();
  }

  private static byte[] filtered(String filter, byte[] contents) {
    return new PdfText()
            .pages("/Kids [3 0 R] /Count 1")
            .object("<< /Type /Page /Parent 2 0 R " + BOX + " /Contents 4 0 R >>")
            .stream("/Filter " + filter, contents)
            .file();
  }

  /** Forms that draw forms: {@code contents} draws the next one, {@code /X}. */
  private static byte[] withNested(String contents, int levels) {
    PdfText pdf =
        new PdfText()
            .pages("/Kids [3 0 R] /Count 1")
            .page(BOX + " /Resources << /XObject << /X 5 0 R >> >>", "/X Do");
    for (int level = 0; level < levels; level++) {
      boolean last = level == levels - 1;
      String group = level % 2 == 0 ? " /Group << /S /Transparency >>" : "";
      pdf.stream(
          "/Type /XObject /Subtype /Form /BBox [0 0 90 70]"
              + group
              + (last ? "" : " /Resources << /XObject << /X " + (6 + level) + " 0 R >> >>"),
          ascii(last ? LINES : contents));
    }
    return pdf.file();
  }

  private static byte[] selfDrawing() {
    return new PdfText()
            .pages("/Kids [3 0 R] /Count 1")
            .page(BOX + " /Resources << /XObject << /X 5 0 R >> >>", "/X Do")
            .stream(
                "/Type /XObject /Subtype /Form /BBox [0 0 90 70]"
                    + " /Resources << /XObject << /X 5 0 R >> >>",
                ascii("/X Do"))
            .file();
  }

  private static byte[] picture(String filter, byte[] data, int width, int height) {
    return new PdfText()
            .pages("/Kids [3 0 R] /Count 1")
            .page(BOX + " /Resources << /XObject << /X 5 0 R >> >>", "60 0 0 60 5 5 cm /X Do")
            .stream(
                "/Type /XObject /Subtype /Image /ColorSpace /DeviceGray /BitsPerComponent 8 /Width "
                    + width
                    + " /Height "
                    + height
                    + " /Filter "
                    + filter,
                data)
            .file();
  }

  private static byte[] loopingTree() {
    return new PdfText()
        .pages("/Kids [3 0 R 2 0 R 5 0 R] /Count 3")
        .page(BOX, LINES)
        .object("<< /Type /Pages /Parent 5 0 R /Kids [2 0 R 5 0 R] /Count 2 >>")
        .file();
  }

  /** Two pages with text as PDFBox writes them, its objects in compressed streams. */
  private static byte[] written(boolean encrypted) {
    try (PDDocument document = new PDDocument()) {
      // else it were the time, and no input could be sent twice
      COSString id = new COSString(new byte[16]);
      document.getDocument().setDocumentID(new COSArray(List.of(id, id)));
      for (int number = 1; number <= 2; number++) {
        PDPage page = new PDPage(new PDRectangle(100, 80));
        document.addPage(page);
        try (PDPageContentStream contents = new PDPageContentStream(document, page)) {
          contents.beginText();
          contents.setFont(new PDType1Font(FontName.HELVETICA), 12);
          contents.newLineAtOffset(10, 50);
          contents.showText("Page " + number);
          contents.endText();
        }
      }
      if (encrypted) {
        document.protect(new StandardProtectionPolicy("owner", "", new AccessPermission()));
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      document.save(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] hex(String text) {
    StringBuilder digits = new StringBuilder();
    for (byte b : ascii(text)) {
      digits.append("%02x".formatted(b));
    }
    return ascii(digits.append('>').toString());
  }

  private static byte[] deflated(String text) {
    Deflater deflater = new Deflater();
    deflater.setInput(ascii(text));
    deflater.finish();
    byte[] buffer = new byte[text.length() + 64];
    int length = deflater.deflate(buffer);
    deflater.end();
    return Arrays.copyOf(buffer, length);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
