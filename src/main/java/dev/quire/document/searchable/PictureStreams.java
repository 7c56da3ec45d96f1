package dev.quire.document.searchable;

import dev.quire.image.Bitmap;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSDocument;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/** Makes pictures of a document, without loss. */
final class PictureStreams {

  private static final int BITS = 8;
  private static final int CHANNELS = 3;

  /** Rows say themselves how they are predicted (ISO 32000-2, table 10). */
  private static final int PREDICTED_BY_ROW = 15;

  private final COSDocument document;

  PictureStreams(COSDocument document) {
    this.document = document;
  }

  /** A JPEG file as it is. */
  COSStream jpeg(byte[] file, JpegFile header) throws IOException {
    COSStream stream = picture(header.width(), header.height(), header.components() == 1);
    stream.setItem(COSName.FILTER, COSName.DCT_DECODE);
    try (OutputStream out = stream.createRawOutputStream()) {
      out.write(file);
    }
    return stream;
  }

  /** Pixels, deflated; one byte to the pixel where they are all grey. */
  COSStream pixels(Bitmap bitmap) throws IOException {
    boolean grey = isGrey(bitmap.bgr());
    COSStream stream = picture(bitmap.width(), bitmap.height(), grey);
    COSDictionary rows = new COSDictionary();
    rows.setInt(COSName.PREDICTOR, PREDICTED_BY_ROW);
    rows.setInt(COSName.COLORS, grey ? 1 : CHANNELS);
    rows.setInt(COSName.COLUMNS, bitmap.width());
    rows.setDirect(true);
    stream.setItem(COSName.FILTER, COSName.FLATE_DECODE);
    stream.setItem(COSName.DECODE_PARMS, rows);
    Deflater deflater = new Deflater();
    try (OutputStream raw = stream.createRawOutputStream();
        OutputStream out = new DeflaterOutputStream(raw, deflater, 1 << 15)) {
      write(bitmap, grey, out);
    } finally {
      deflater.end();
    }
    return stream;
  }

  private static void write(Bitmap bitmap, boolean grey, OutputStream out) throws IOException {
    byte[] bgr = bitmap.bgr();
    PredictedRows rows = new PredictedRows(out, grey ? 1 : CHANNELS, bitmap.width());
    byte[] row = rows.row();
    int from = 0;
    for (int y = 0; y < bitmap.height(); y++) {
      for (int x = 0; x < bitmap.width(); x++, from += CHANNELS) {
        if (grey) {
          row[x] = bgr[from];
        } else {
          row[x * CHANNELS] = bgr[from + 2];
          row[x * CHANNELS + 1] = bgr[from + 1];
          row[x * CHANNELS + 2] = bgr[from];
        }
      }
      rows.write();
    }
  }

  private static boolean isGrey(byte[] bgr) {
    for (int i = 0; i < bgr.length; i += CHANNELS) {
      if (bgr[i] != bgr[i + 1] || bgr[i] != bgr[i + 2]) {
        return false;
      }
    }
    return true;
  }

  private COSStream picture(int width, int height, boolean grey) {
    COSStream stream = document.createCOSStream();
    stream.setItem(COSName.TYPE, COSName.XOBJECT);
    stream.setItem(COSName.SUBTYPE, COSName.IMAGE);
    stream.setInt(COSName.WIDTH, width);
    stream.setInt(COSName.HEIGHT, height);
    stream.setInt(COSName.BITS_PER_COMPONENT, BITS);
    stream.setItem(COSName.COLORSPACE, grey ? COSName.DEVICEGRAY : COSName.DEVICERGB);
    return stream;
  }
}
