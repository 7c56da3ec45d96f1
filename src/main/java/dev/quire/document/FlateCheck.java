package dev.quire.document;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;

/**
 * Tells whether a compressed stream is whole. PDFBox takes what it can decompress of one that is
 * cut short for all of it.
 */
final class FlateCheck {

  private static final int BUFFER = 1 << 16;

  private FlateCheck() {}

  /**
   * Whether it decompresses to its end. Streams of other filters are not judged.
   *
   * @param enough decompressed bytes that are all that is needed, whatever follows them
   */
  static boolean isWhole(COSStream stream, long enough) {
    if (!isFlate(stream)) {
      return true;
    }
    Inflater inflater = new Inflater();
    byte[] input = new byte[BUFFER];
    byte[] output = new byte[BUFFER];
    try (InputStream raw = stream.createRawInputStream()) {
      while (!inflater.finished() && inflater.getBytesWritten() < enough) {
        if (inflater.needsInput()) {
          int read = raw.read(input);
          if (read <= 0) {
            return false;
          }
          inflater.setInput(input, 0, read);
        }
        if (inflater.inflate(output) == 0 && inflater.needsDictionary()) {
          return false;
        }
      }
      return true;
    } catch (IOException | DataFormatException damaged) {
      return false;
    } finally {
      inflater.end();
    }
  }

  private static boolean isFlate(COSStream stream) {
    COSBase filter = stream.getFilters();
    if (filter instanceof COSArray filters) {
      filter = filters.size() == 0 ? null : filters.getObject(0);
    }
    return COSName.FLATE_DECODE.equals(filter) || COSName.FLATE_DECODE_ABBREVIATION.equals(filter);
  }
}
