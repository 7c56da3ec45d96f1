package dev.quire.document;

import dev.quire.document.InvalidDocumentException.Reason;

/**
 * Tells whether the end of a PDF file is there, and where it is. PDFBox gathers what objects it
 * finds in a file cut short and calls it a success, with as many pages as happen to be left.
 *
 * <p>A file ends with {@code startxref} and an offset (ISO 32000-2, 7.5.5), and so does every
 * update appended to it. Where objects follow the last one, the end is missing. Bytes that mail
 * programs and web servers append are left alone, and so is a missing {@code %%EOF}.
 */
final class PdfTrailer {

  /** Digits of an object's number or generation. */
  private static final int MAX_DIGITS = 10;

  private final BytePattern ending = new BytePattern("startxref");
  private final BytePattern marker = new BytePattern("%%EOF");
  private final BytePattern object = new BytePattern("obj");

  /**
   * Makes sure that the end is there.
   *
   * @return how many bytes the document has; what follows them is not part of it
   * @throws InvalidDocumentException TRUNCATED
   */
  int require(byte[] file) {
    int start = ending.last(file);
    if (start < 0 || !offsetFollows(file, start + ending.length()) || objectsFollow(file, start)) {
      throw new InvalidDocumentException(
          Reason.TRUNCATED, "The PDF document is incomplete: the file ends before its index does");
    }
    int mark = marker.first(file, start, file.length);
    return mark < 0 ? file.length : mark + marker.length();
  }

  private boolean objectsFollow(byte[] file, int start) {
    int at = object.first(file, start, file.length);
    while (at >= 0) {
      if (isObject(file, start, at)) {
        return true;
      }
      at = object.first(file, at + 1, file.length);
    }
    return false;
  }

  /**
   * Whether the keyword is one (ISO 32000-2, 7.3.10): two numbers before, on a line of their own.
   */
  private boolean isObject(byte[] file, int from, int keyword) {
    int after = keyword + object.length();
    if (after < file.length && isWord(file[after])) {
      return false;
    }
    int generation = beforeSpace(file, from, keyword);
    int betweenEnd = beforeDigits(file, from, generation);
    int number = beforeSpace(file, from, betweenEnd);
    int begin = beforeDigits(file, from, number);
    return generation < keyword
        && betweenEnd < generation
        && number < betweenEnd
        && begin < number
        && beginsLine(file, from, begin);
  }

  private static int beforeSpace(byte[] file, int from, int end) {
    int at = end;
    while (at > from && isSpace(file[at - 1])) {
      at--;
    }
    return at;
  }

  private static int beforeDigits(byte[] file, int from, int end) {
    int at = end;
    while (at > from && end - at < MAX_DIGITS && file[at - 1] >= '0' && file[at - 1] <= '9') {
      at--;
    }
    return at;
  }

  /** Directly behind the marker of the end counts, too: some writers leave out the line's end. */
  private boolean beginsLine(byte[] file, int from, int begin) {
    int at = begin;
    while (at > from && (file[at - 1] == ' ' || file[at - 1] == '\t')) {
      at--;
    }
    return at == from
        || file[at - 1] == '\n'
        || file[at - 1] == '\r'
        || at - marker.length() >= from
            && marker.first(file, at - marker.length(), at) == at - marker.length();
  }

  private static boolean isWord(byte letter) {
    return letter >= 'a' && letter <= 'z' || letter >= 'A' && letter <= 'Z' || letter < 0;
  }

  private static boolean isSpace(byte letter) {
    return letter >= 0 && letter <= ' ';
  }

  private static boolean offsetFollows(byte[] file, int at) {
    int position = at;
    while (position < file.length && isSpace(file[position])) {
      position++;
    }
    return position < file.length && file[position] >= '0' && file[position] <= '9';
  }
}
