package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;

/**
 * Tells whether the end of a PDF file is there. PDFBox gathers what objects it finds in a file cut
 * short and calls it a success, with as many pages as happen to be left.
 *
 * <p>A file ends with {@code startxref} and an offset (ISO 32000-2, 7.5.5), and so does every
 * update appended to it. Where objects follow the last one, the end is missing. Bytes that mail
 * programs and web servers append are left alone, and so is a missing {@code %%EOF}.
 */
final class PdfEnding {

  private final BytePattern ending = new BytePattern("startxref");
  private final BytePattern objectEnd = new BytePattern("endobj");
  private final BytePattern object = new BytePattern(" obj");

  /**
   * Makes sure that the end is there.
   *
   * @throws InvalidDocumentException TRUNCATED
   */
  void require(byte[] file) {
    int start = ending.last(file);
    if (start < 0 || !offsetFollows(file, start + ending.length()) || objectsFollow(file, start)) {
      throw new InvalidDocumentException(
          Reason.TRUNCATED, "The PDF document is incomplete: the file ends before its index does");
    }
  }

  private boolean objectsFollow(byte[] file, int start) {
    return objectEnd.first(file, start, file.length) >= 0
        || object.first(file, start, file.length) >= 0;
  }

  private static boolean offsetFollows(byte[] file, int at) {
    int position = at;
    while (position < file.length && file[position] <= ' ' && file[position] >= 0) {
      position++;
    }
    return position < file.length && file[position] >= '0' && file[position] <= '9';
  }
}
