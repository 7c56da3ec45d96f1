package dev.quire.api.intake;

import java.util.Locale;

/**
 * What a body takes besides its own bytes when it is read. A file is read as it is. What holds
 * files or texts within it is there again as what was read of it: a JSON text as a string and as
 * what its Base64 stands for; a form as a part and as a file.
 */
public enum BodyCost {
  PLAIN(0),
  NESTED(2);

  /** A body whose length shows at the end is there as it came, and again as one array. */
  static final int UNDECLARED_FACTOR = 2;

  private final int copies;

  BodyCost(int copies) {
    this.copies = copies;
  }

  /** How many times it is there again, for a while. */
  int copies() {
    return copies;
  }

  /** Bytes that reading a body takes which holds files or texts within it. */
  public static long readingBytes(int length) {
    return (long) NESTED.copies * length;
  }

  /**
   * @param contentType may be null
   */
  static BodyCost of(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return type.startsWith("multipart/") || type.contains("json") ? NESTED : PLAIN;
  }
}
