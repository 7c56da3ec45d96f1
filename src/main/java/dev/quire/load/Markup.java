package dev.quire.load;

import java.util.Locale;

/** Text of HTML and SVG as it is written. Not thread-safe. */
final class Markup {

  private final StringBuilder text = new StringBuilder();

  /** Adds markup as it stands, where {@code %s} and its kin stand for escaped values. */
  Markup add(String format, Object... values) {
    Object[] escaped = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      escaped[i] = values[i] instanceof String plain ? escaped(plain) : values[i];
    }
    text.append(String.format(Locale.ROOT, format, escaped));
    return this;
  }

  /** Adds markup that is finished. */
  Markup add(Markup other) {
    text.append(other.text);
    return this;
  }

  private static String escaped(String plain) {
    return plain
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
