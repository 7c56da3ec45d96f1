package dev.quire.document;

import java.nio.charset.StandardCharsets;

/** Finds a word in a file. */
final class BytePattern {

  private final byte[] word;

  BytePattern(String ascii) {
    this.word = ascii.getBytes(StandardCharsets.US_ASCII);
  }

  /** How many bytes it has. */
  int length() {
    return word.length;
  }

  /** Where it begins first, from {@code from} on and wholly before {@code end}; −1 if nowhere. */
  int first(byte[] file, int from, int end) {
    for (int at = from; at <= end - word.length; at++) {
      if (isAt(file, at)) {
        return at;
      }
    }
    return -1;
  }

  /** Where it begins last; −1 if nowhere. */
  int last(byte[] file) {
    for (int at = file.length - word.length; at >= 0; at--) {
      if (isAt(file, at)) {
        return at;
      }
    }
    return -1;
  }

  private boolean isAt(byte[] file, int at) {
    for (int i = 0; i < word.length; i++) {
      if (file[at + i] != word[i]) {
        return false;
      }
    }
    return true;
  }
}
