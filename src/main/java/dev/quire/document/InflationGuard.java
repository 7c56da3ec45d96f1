package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Refuses PDF files whose compressed streams unfold to more than they may. PDFBox unfolds a stream
 * into memory as a whole, a thousandfold of the file's size if it was made for that, and knows no
 * limit.
 *
 * <p>Every deflate stream (ISO 32000-2, 7.4.4) is unfolded once into a small buffer and counted,
 * wherever it lies and whatever it is for, since some are unfolded before the document is open.
 * What it does not see: streams that are encrypted or compressed in another way first.
 */
final class InflationGuard {

  private static final int BUFFER = 1 << 16;

  /** All streams together may unfold to so many times what one may: that bounds the time. */
  private static final int WHOLE = 8;

  private final BytePattern stream = new BytePattern("stream");
  private final long maxBytes;

  /**
   * @param maxBytes most bytes that one stream may unfold to
   */
  InflationGuard(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Counts what the streams of a file unfold to.
   *
   * @throws InvalidDocumentException TOO_COMPLEX
   */
  void check(byte[] file) {
    Inflater inflater = new Inflater();
    try {
      byte[] buffer = new byte[BUFFER];
      long whole = 0;
      int at = stream.first(file, 0, file.length);
      while (at >= 0) {
        int end = at + stream.length();
        int data = dataAfter(file, end);
        if (data >= 0) {
          count(inflater, file, data, buffer);
          end = data + (int) inflater.getBytesRead();
          whole += inflater.getBytesWritten();
          require(whole, WHOLE * maxBytes, "compressed streams");
        }
        at = stream.first(file, end, file.length);
      }
    } finally {
      inflater.end();
    }
  }

  /** Where a zlib header (RFC 1950) follows the keyword and its end of line; −1 if none does. */
  private static int dataAfter(byte[] file, int keywordEnd) {
    int data = keywordEnd;
    if (data < file.length && file[data] == '\r') {
      data++;
    }
    if (data < file.length && file[data] == '\n') {
      data++;
    }
    if (data > file.length - 2) {
      return -1;
    }
    int method = file[data] & 0xff;
    boolean header = (method & 0x0f) == 8 && ((method << 8) + (file[data + 1] & 0xff)) % 31 == 0;
    return header ? data : -1;
  }

  /** Unfolds a stream as far as it can be and may be. */
  private void count(Inflater inflater, byte[] file, int data, byte[] buffer) {
    inflater.reset();
    inflater.setInput(file, data, file.length - data);
    try {
      while (!inflater.finished() && !inflater.needsInput() && !inflater.needsDictionary()) {
        inflater.inflate(buffer);
        require(inflater.getBytesWritten(), maxBytes, "a compressed stream");
      }
    } catch (DataFormatException damaged) {
      // What could be unfolded is counted; the reader of the document will judge the rest.
    }
  }

  private static void require(long bytes, long most, String what) {
    if (bytes > most) {
      throw new InvalidDocumentException(
          Reason.TOO_COMPLEX,
          "The PDF document holds %s of more than %d bytes once unfolded".formatted(what, most));
    }
  }
}
