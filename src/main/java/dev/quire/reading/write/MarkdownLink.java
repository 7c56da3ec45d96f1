package dev.quire.reading.write;

import java.util.regex.Pattern;

/** Writes the destination of a link. */
final class MarkdownLink {

  private static final Pattern PLAIN = Pattern.compile("[!-~&&[^()<>\\\\&]]+");

  private MarkdownLink() {}

  /** As it is where that is safe, else between angle brackets. */
  static String of(String link) {
    if (PLAIN.matcher(link).matches()) {
      return link;
    }
    StringBuilder out = new StringBuilder("<");
    link.codePoints()
        .forEach(
            character -> {
              switch (character) {
                case '<' -> out.append("%3C");
                case '>' -> out.append("%3E");
                case '\\' -> out.append("%5C");
                case '&' -> out.append("&amp;");
                default -> {
                  if (Character.isISOControl(character)) {
                    out.append(String.format("%%%02X", character));
                  } else {
                    out.appendCodePoint(character);
                  }
                }
              }
            });
    return out.append('>').toString();
  }
}
