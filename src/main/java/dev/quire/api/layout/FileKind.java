package dev.quire.api.layout;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What the first bytes of a file tell, before it is opened. */
final class FileKind {

  private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.US_ASCII);

  /** Readers of PDF look for its beginning in so many bytes. */
  private static final int PDF_WITHIN = 1024;

  private static final byte[] TIFF_LITTLE = {'I', 'I', 42, 0};
  private static final byte[] TIFF_BIG = {'M', 'M', 0, 42};

  private FileKind() {}

  /** Whether it may have several pages: a PDF or TIFF file. */
  static boolean mayHavePages(byte[] file) {
    return isAt(file, 0, TIFF_LITTLE) || isAt(file, 0, TIFF_BIG) || isPdf(file);
  }

  private static boolean isPdf(byte[] file) {
    int last = Math.min(file.length, PDF_WITHIN) - PDF.length;
    for (int at = 0; at <= last; at++) {
      if (isAt(file, at, PDF)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAt(byte[] file, int at, byte[] expected) {
    return file.length >= at + expected.length
        && Arrays.equals(file, at, at + expected.length, expected, 0, expected.length);
  }
}
