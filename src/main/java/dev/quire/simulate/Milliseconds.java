package dev.quire.simulate;

import java.math.BigDecimal;

/** Times as messages write them. */
final class Milliseconds {

  private Milliseconds() {}

  /** Milliseconds without needless zeros, such as {@code 2.5}. */
  static String text(long nanos) {
    return BigDecimal.valueOf(nanos, 6).stripTrailingZeros().toPlainString();
  }
}
