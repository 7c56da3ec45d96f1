package dev.quire.document.text;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.pdfbox.pdmodel.font.PDFont;

/** What the characters of a page mean in Unicode. For one page and thread. */
final class GlyphText {

  /** Stands for characters whose meaning the document does not tell. */
  static final String UNKNOWN = "\ufffd";

  /** A character has a handful of code points at most: ligatures, marks. */
  private static final int LONGEST = 64;

  private final Map<PDFont, Map<Integer, String>> known = new IdentityHashMap<>();

  /** The text of a character code; empty for what has none, {@link #UNKNOWN} if nobody knows. */
  String of(PDFont font, int code) {
    return known
        .computeIfAbsent(font, f -> new HashMap<>())
        .computeIfAbsent(code, c -> read(font, c));
  }

  private static String read(PDFont font, int code) {
    String text;
    try {
      text = font.toUnicode(code);
    } catch (RuntimeException damaged) {
      text = null;
    }
    return text == null || text.length() > LONGEST ? UNKNOWN : clean(text);
  }

  /** The text as readers write it: ligatures and forms of letters as the letters that they are. */
  static String clean(String text) {
    if (text.length() == 1 && text.charAt(0) > ' ' && text.charAt(0) < 0x7f) {
      return text;
    }
    StringBuilder clean = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            c -> {
              if (isForm(c)) {
                clean.append(Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKC));
              } else if (isSpace(c)) {
                clean.append(' ');
              } else if (Character.isISOControl(c) || isSurrogate(c)) {
                clean.append(UNKNOWN);
              } else if (Character.getType(c) != Character.FORMAT || c == 0xad) {
                clean.appendCodePoint(c);
              }
            });
    return clean.toString();
  }

  /** Ligatures and forms of letters that depend on their neighbours, and vertical punctuation. */
  private static boolean isForm(int c) {
    return c >= 0xfb00 && c <= 0xfdff
        || c >= 0xfe10 && c <= 0xfe19
        || c >= 0xfe30 && c <= 0xfe4f
        || c >= 0xfe70 && c <= 0xfefc;
  }

  static boolean isSpace(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  private static boolean isSurrogate(int c) {
    return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
  }

  static boolean isPrivate(int c) {
    return Character.getType(c) == Character.PRIVATE_USE;
  }
}
