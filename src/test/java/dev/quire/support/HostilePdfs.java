package dev.quire.support;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Pages that ask for more time or memory than there is; the last page of each is ordinary. */
public final class HostilePdfs {

  private HostilePdfs() {}

  private interface Page {
    void on(PDDocument document, PDPage page) throws IOException;
  }

  /** Ordinary pages. */
  public static byte[] harmless(int pages) {
    try (PDDocument document = new PDDocument()) {
      for (int i = 0; i < pages; i++) {
        text(document, "Page " + i);
      }
      return save(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A square page with a word on it. */
  public static byte[] large(float points) {
    try (PDDocument document = new PDDocument()) {
      text(document, new PDRectangle(points, points), "large");
      return save(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A shading whose function, computed for each pixel, takes thousands of steps: minutes. */
  public static byte[] endlessShading() {
    return of(
        (document, page) -> {
          COSStream function = stream(document, "{ " + "dup mul ".repeat(40_000) + "pop dup dup }");
          function.setInt(COSName.FUNCTION_TYPE, 4);
          function.setItem(COSName.DOMAIN, numbers(0, 600, 0, 850));
          function.setItem(COSName.RANGE, numbers(0, 1, 0, 1, 0, 1));
          COSDictionary shading = new COSDictionary();
          shading.setInt(COSName.SHADING_TYPE, 1);
          shading.setItem(COSName.COLORSPACE, COSName.DEVICERGB);
          shading.setItem(COSName.DOMAIN, numbers(0, 600, 0, 850));
          shading.setItem(COSName.FUNCTION, function);
          COSDictionary shadings = new COSDictionary();
          shadings.setItem(COSName.getPDFName("S"), shading);
          COSDictionary resources = new COSDictionary();
          resources.setItem(COSName.SHADING, shadings);
          page.getCOSObject().setItem(COSName.RESOURCES, resources);
          page.setContents(new PDStream(stream(document, "/S sh")));
        });
  }

  /** A progressive JPEG of tens of thousands of scans, each of the whole picture: minutes. */
  public static byte[] endlessJpeg() {
    return of(
        (document, page) -> picture(document, page, 4000, COSName.DCT_DECODE, jpeg(4000, 60_000)));
  }

  /** A picture of 9,999 × 9,999 pixels: 300 MB and more once it is decoded. */
  public static byte[] hugePicture() {
    return of(
        (document, page) -> picture(document, page, 9_999, COSName.FLATE_DECODE, deflated(1)));
  }

  /** A picture that claims rows of so many columns before it was compressed. */
  public static byte[] predicted(int columns) {
    return of(
        (document, page) -> {
          COSDictionary parameters = new COSDictionary();
          parameters.setInt(COSName.PREDICTOR, 12);
          parameters.setInt(COSName.COLUMNS, columns);
          picture(document, page, 10, COSName.FLATE_DECODE, deflated(100))
              .setItem(COSName.DECODE_PARMS, parameters);
        });
  }

  /** A picture of 10 × 10 pixels that unfolds to so many bytes. */
  public static byte[] bomb(int bytes) {
    return of(
        (document, page) -> picture(document, page, 10, COSName.FLATE_DECODE, deflated(bytes)));
  }

  private static byte[] deflated(int zeros) throws IOException {
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(deflated)) {
      byte[] block = new byte[Math.min(zeros, 1 << 20)];
      for (int left = zeros; left > 0; left -= block.length) {
        out.write(block);
      }
    }
    return deflated.toByteArray();
  }

  /** A pattern of cells a millionth of a point apart. */
  public static byte[] endlessTiling() {
    return of(
        (document, page) -> {
          COSStream pattern = stream(document, "0 0 1 1 re f");
          pattern.setItem(COSName.TYPE, COSName.PATTERN);
          pattern.setInt(COSName.PATTERN_TYPE, 1);
          pattern.setInt(COSName.PAINT_TYPE, 1);
          pattern.setInt(COSName.TILING_TYPE, 1);
          pattern.setItem(COSName.BBOX, numbers(0, 0, 1_000_000, 1_000_000));
          pattern.setItem(COSName.X_STEP, new COSFloat("0.000001"));
          pattern.setItem(COSName.Y_STEP, new COSFloat("0.000001"));
          pattern.setItem(COSName.RESOURCES, new COSDictionary());
          COSDictionary patterns = new COSDictionary();
          patterns.setItem(COSName.getPDFName("P"), pattern);
          COSDictionary resources = new COSDictionary();
          resources.setItem(COSName.PATTERN, patterns);
          page.getCOSObject().setItem(COSName.RESOURCES, resources);
          page.setContents(new PDStream(stream(document, "/Pattern cs /P scn 0 0 600 850 re f")));
        });
  }

  private static byte[] of(Page hostile) {
    try (PDDocument document = new PDDocument()) {
      PDPage page = new PDPage(PDRectangle.A4);
      document.addPage(page);
      hostile.on(document, page);
      text(document, "harmless");
      return save(document);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void text(PDDocument document, String text) throws IOException {
    text(document, PDRectangle.A4, text);
  }

  private static void text(PDDocument document, PDRectangle size, String text) throws IOException {
    PDPage page = new PDPage(size);
    document.addPage(page);
    try (PDPageContentStream contents = new PDPageContentStream(document, page)) {
      contents.beginText();
      contents.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 12);
      contents.newLineAtOffset(50, 700);
      contents.showText(text);
      contents.endText();
    }
  }

  private static COSStream picture(
      PDDocument document, PDPage page, int side, COSName filter, byte[] encoded)
      throws IOException {
    COSStream stream = document.getDocument().createCOSStream();
    stream.setItem(COSName.TYPE, COSName.XOBJECT);
    stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
    stream.setInt(COSName.WIDTH, side);
    stream.setInt(COSName.HEIGHT, side);
    stream.setInt(COSName.BITS_PER_COMPONENT, 8);
    stream.setItem(
        COSName.COLORSPACE, filter == COSName.DCT_DECODE ? COSName.DEVICEGRAY : COSName.DEVICERGB);
    stream.setItem(COSName.FILTER, filter);
    try (OutputStream data = stream.createRawOutputStream()) {
      data.write(encoded);
    }
    try (PDPageContentStream contents = new PDPageContentStream(document, page)) {
      contents.drawImage(new PDImageXObject(new PDStream(stream), null), 0, 0, 500, 500);
    }
    return stream;
  }

  private static byte[] jpeg(int side, int scans) {
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    put(jpeg, 0xff, 0xd8);
    put(jpeg, 0xff, 0xdb, 0, 67, 0);
    for (int i = 0; i < 64; i++) {
      put(jpeg, 1);
    }
    put(jpeg, 0xff, 0xc2, 0, 11, 8, side >> 8, side & 0xff, side >> 8, side & 0xff, 1, 1, 0x11, 0);
    for (int table : new int[] {0x00, 0x10}) {
      put(jpeg, 0xff, 0xc4, 0, 20, table, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
    put(jpeg, 0xff, 0xda, 0, 8, 1, 1, 0, 0, 0, 0);
    for (int i = 0; i < scans; i++) {
      put(jpeg, 0xff, 0xda, 0, 8, 1, 1, 0, 1, 63, 0);
    }
    put(jpeg, 0xff, 0xd9);
    return jpeg.toByteArray();
  }

  private static void put(ByteArrayOutputStream out, int... bytes) {
    for (int each : bytes) {
      out.write(each);
    }
  }

  private static COSStream stream(PDDocument document, String text) throws IOException {
    return new PDStream(
            document,
            new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)),
            COSName.FLATE_DECODE)
        .getCOSObject();
  }

  private static COSArray numbers(int... numbers) {
    COSArray array = new COSArray();
    for (int number : numbers) {
      array.add(COSInteger.get(number));
    }
    return array;
  }

  private static byte[] save(PDDocument document) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    document.save(bytes);
    return bytes.toByteArray();
  }
}
