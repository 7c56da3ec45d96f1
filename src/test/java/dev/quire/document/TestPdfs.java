package dev.quire.document;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSInteger;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdfwriter.compress.CompressParameters;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.PDStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.form.PDFormXObject;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroup;
import org.apache.pdfbox.pdmodel.graphics.form.PDTransparencyGroupAttributes;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/** Makes PDF files, one page at a time. */
final class TestPdfs implements AutoCloseable {

  private final PDDocument document = new PDDocument();

  /** What draws a page's contents. */
  interface Drawing {
    void on(PDPageContentStream contents) throws IOException;
  }

  /** What is done to a document before it is saved. */
  interface Change {
    void to(PDDocument document) throws IOException;
  }

  /** A file of so many A4 pages of text, each with its number. */
  static byte[] text(int pages) {
    try (TestPdfs pdf = new TestPdfs()) {
      for (int number = 1; number <= pages; number++) {
        pdf.text(PDRectangle.A4, "Page " + number);
      }
      return pdf.save();
    }
  }

  /** A page of some lines of text. */
  TestPdfs text(PDRectangle box, String line) {
    return page(
        box,
        contents -> {
          contents.beginText();
          contents.setFont(new PDType1Font(FontName.HELVETICA), 12);
          contents.setLeading(16);
          contents.newLineAtOffset(50, box.getHeight() - 60);
          for (int i = 0; i < 20; i++) {
            contents.showText(line + ", line " + i + " of some text that says nothing");
            contents.newLine();
          }
          contents.endText();
        });
  }

  /** A page with a drawing. */
  TestPdfs page(PDRectangle box, Drawing drawing) {
    return change(
        pdf -> {
          PDPage page = new PDPage(box);
          pdf.addPage(page);
          try (PDPageContentStream contents = new PDPageContentStream(pdf, page)) {
            drawing.on(contents);
          }
        });
  }

  /** A white page whose lower left corner is red, lower right green, upper left blue. */
  TestPdfs corners(PDRectangle box, float size) {
    return page(
        box,
        contents -> {
          float left = box.getLowerLeftX();
          float bottom = box.getLowerLeftY();
          fill(contents, Color.RED, left, bottom, size);
          fill(contents, Color.GREEN, box.getUpperRightX() - size, bottom, size);
          fill(contents, Color.BLUE, left, box.getUpperRightY() - size, size);
        });
  }

  private static void fill(PDPageContentStream contents, Color colour, float x, float y, float size)
      throws IOException {
    contents.setNonStrokingColor(colour);
    contents.addRect(x, y, size, size);
    contents.fill();
  }

  /** A page that a picture fills, as JPEG or lossless. */
  TestPdfs picture(PDRectangle box, BufferedImage picture, boolean jpeg) {
    return page(
        box,
        contents -> {
          PDImageXObject image =
              jpeg
                  ? JPEGFactory.createFromImage(document, picture, 0.9f)
                  : LosslessFactory.createFromImage(document, picture);
          contents.drawImage(image, 0, 0, box.getWidth(), box.getHeight());
        });
  }

  /** A page with a picture that claims to be of a size and a compression. */
  TestPdfs pictureClaiming(int width, int height, COSName filter) {
    return picture(width, height, filter, new byte[] {0x78, (byte) 0x9c, 3, 0, 0, 0, 0, 1});
  }

  /** A page with a picture of which the page and the data may say different things. */
  TestPdfs picture(int width, int height, COSName filter, byte[] encoded) {
    return page(
        PDRectangle.A4,
        contents -> {
          COSStream stream = document.getDocument().createCOSStream();
          stream.setItem(COSName.TYPE, COSName.XOBJECT);
          stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
          stream.setInt(COSName.WIDTH, width);
          stream.setInt(COSName.HEIGHT, height);
          stream.setInt(COSName.BITS_PER_COMPONENT, 8);
          stream.setItem(COSName.COLORSPACE, COSName.DEVICEGRAY);
          stream.setItem(COSName.FILTER, filter);
          try (OutputStream data = stream.createRawOutputStream()) {
            data.write(encoded);
          }
          contents.drawImage(new PDImageXObject(new PDStream(stream), null), 0, 0, 100, 100);
        });
  }

  /** A page that draws a form, which draws another, and so on, each so many times. */
  TestPdfs nestedForms(int levels, int times, boolean groups) {
    return change(
        pdf -> {
          PDPage page = new PDPage(PDRectangle.A4);
          pdf.addPage(page);
          PDFormXObject inner = form(pdf, "0 0 1 1 re f", null, groups);
          for (int level = 1; level < levels; level++) {
            inner = form(pdf, "/Inner Do ".repeat(times), inner, groups);
          }
          page.setResources(holding(inner));
          page.setContents(new PDStream(pdf, stream("/Inner Do")));
        });
  }

  /** A page that draws a form, which draws itself so many times, and a square after that. */
  TestPdfs formWithinItself(int times) {
    return change(
        pdf -> {
          PDPage page = new PDPage(PDRectangle.A4);
          pdf.addPage(page);
          PDFormXObject form =
              form(pdf, "/Inner Do ".repeat(times) + "0 0 100 100 re f", null, false);
          form.setResources(holding(form));
          page.setResources(holding(form));
          page.setContents(new PDStream(pdf, stream("/Inner Do")));
        });
  }

  private static PDFormXObject form(
      PDDocument pdf, String contents, PDFormXObject inner, boolean group) throws IOException {
    PDStream stream = new PDStream(pdf, stream(contents));
    PDFormXObject form = group ? new PDTransparencyGroup(stream) : new PDFormXObject(stream);
    form.setBBox(PDRectangle.A4);
    form.setResources(inner == null ? new PDResources() : holding(inner));
    if (group) {
      PDTransparencyGroupAttributes attributes = new PDTransparencyGroupAttributes();
      attributes.getCOSObject().setItem(COSName.S, COSName.TRANSPARENCY);
      form.getCOSObject().setItem(COSName.GROUP, attributes);
    }
    return form;
  }

  private static PDResources holding(PDFormXObject form) {
    PDResources resources = new PDResources();
    resources.put(COSName.getPDFName("Inner"), form);
    return resources;
  }

  private static InputStream stream(String contents) {
    return new ByteArrayInputStream(contents.getBytes(StandardCharsets.US_ASCII));
  }

  /** A page of contents in the page description language. */
  TestPdfs contents(String operators) {
    return change(
        pdf -> {
          PDPage page = new PDPage(PDRectangle.A4);
          pdf.addPage(page);
          page.setContents(new PDStream(pdf, stream(operators)));
        });
  }

  /** Turns the last page by a multiple of 90 degrees, clockwise. */
  TestPdfs turned(int degrees) {
    return change(pdf -> last(pdf).setRotation(degrees));
  }

  /** Crops the last page. */
  TestPdfs cropped(float x, float y, float width, float height) {
    return change(pdf -> last(pdf).setCropBox(new PDRectangle(x, y, width, height)));
  }

  /** Makes the page tree declare so many pages. */
  TestPdfs declaring(int pages) {
    return change(
        pdf -> pdf.getPages().getCOSObject().setItem(COSName.COUNT, COSInteger.get(pages)));
  }

  /** Makes the page tree its own child. */
  TestPdfs loopingTree() {
    return change(
        pdf -> {
          COSArray kids = pdf.getPages().getCOSObject().getCOSArray(COSName.KIDS);
          kids.add(pdf.getPages().getCOSObject());
        });
  }

  /** Encrypts the document; an empty user password opens without being asked. */
  TestPdfs encrypted(String owner, String user, int bits) {
    return change(
        pdf -> {
          StandardProtectionPolicy policy =
              new StandardProtectionPolicy(owner, user, new AccessPermission());
          policy.setEncryptionKeyLength(bits);
          pdf.protect(policy);
        });
  }

  private static PDPage last(PDDocument pdf) {
    return pdf.getPage(pdf.getNumberOfPages() - 1);
  }

  TestPdfs change(Change change) {
    try {
      change.to(document);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] save() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    change(pdf -> pdf.save(bytes));
    return bytes.toByteArray();
  }

  /** Saved with every object in plain sight. */
  byte[] saveUncompressed() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    change(pdf -> pdf.save(bytes, CompressParameters.NO_COMPRESSION));
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    change(PDDocument::close);
  }
}
