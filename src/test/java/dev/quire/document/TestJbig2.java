package dev.quire.document;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;

/** Makes JBIG2 streams as they lie in PDF files: a page with a generic region in fax code. */
final class TestJbig2 {

  private static final int PAGE = 48;
  private static final int GENERIC_REGION = 38;
  private static final int FAX_CODE = 1;

  private TestJbig2() {}

  /** A picture of black and white. */
  static byte[] of(BufferedImage picture) {
    return claiming(picture, picture.getWidth(), picture.getHeight());
  }

  /** A picture that claims to be of a size. */
  static byte[] claiming(BufferedImage picture, int width, int height) {
    try (PDDocument document = new PDDocument()) {
      byte[] code;
      try (InputStream fax =
          CCITTFactory.createFromImage(document, picture).getCOSObject().createRawInputStream()) {
        code = fax.readAllBytes();
      }
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      segment(out, 0, PAGE, 19);
      out.writeInt(width);
      out.writeInt(height);
      out.writeLong(0); // resolutions
      out.writeByte(0);
      out.writeShort(0);
      segment(out, 1, GENERIC_REGION, 18 + code.length);
      out.writeInt(width);
      out.writeInt(height);
      out.writeLong(0); // its place
      out.writeByte(0);
      out.writeByte(FAX_CODE);
      out.write(code);
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void segment(DataOutputStream out, int number, int type, int length)
      throws IOException {
    out.writeInt(number);
    out.writeByte(type);
    out.writeByte(0);
    out.writeByte(1);
    out.writeInt(length);
  }
}
