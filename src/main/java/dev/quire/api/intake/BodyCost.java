package dev.quire.api.intake;

import java.util.Locale;

/**
 * How many bytes of memory a byte of a body takes until the request is prepared. A file is kept as
 * it is. What holds files or texts within it is there again as what was read of it: a JSON text as
 * bytes, as a string and as what its Base64 stands for; a form as bytes, as a part and as a file.
 */
enum BodyCost {
  PLAIN(1),
  NESTED(3);

  private final int factor;

  BodyCost(int factor) {
    this.factor = factor;
  }

  int factor() {
    return factor;
  }

  /** The same where the length shows at the end: as it came, and again as one array. */
  int undeclaredFactor() {
    return Math.max(2, factor);
  }

  /**
   * @param contentType may be null
   */
  static BodyCost of(String contentType) {
    String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
    return type.startsWith("multipart/") || type.contains("json") ? NESTED : PLAIN;
  }
}
