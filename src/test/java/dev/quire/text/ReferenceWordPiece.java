package dev.quire.text;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * BERT's tokenizer written down once more from the definition of {@code BasicTokenizer} and {@code
 * WordpieceTokenizer} in google-research/bert, plainly and slowly. Special tokens in the text are
 * set apart first, as transformers' {@code BertTokenizer} does.
 */
final class ReferenceWordPiece {

  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");
  private static final int LONGEST_WORD = 100;

  private final Map<String, Integer> ids = new HashMap<>();
  private final boolean lowerCase;

  ReferenceWordPiece(List<String> tokens, boolean lowerCase) {
    for (String token : tokens) {
      ids.put(token, ids.size());
    }
    this.lowerCase = lowerCase;
  }

  int[] encode(String text) {
    List<Integer> found = new ArrayList<>();
    StringBuilder plain = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      String special = special(text, at);
      if (special == null) {
        plain.append(text.charAt(at++));
      } else {
        encodePlain(plain.toString(), found);
        plain.setLength(0);
        found.add(ids.get(special));
        at += special.length();
      }
    }
    encodePlain(plain.toString(), found);
    return found.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String special(String text, int at) {
    for (String token : SPECIAL) {
      if (text.startsWith(token, at)) {
        return token;
      }
    }
    return null;
  }

  private void encodePlain(String text, List<Integer> found) {
    for (String word : words(text)) {
      spell(word, found);
    }
  }

  private List<String> words(String text) {
    StringBuilder spaced = new StringBuilder();
    for (int point : text.codePoints().toArray()) {
      if (point == 0 || point == 0xfffd || isControl(point)) {
        continue;
      }
      if (isSpace(point)) {
        spaced.append(' ');
      } else if (isChinese(point)) {
        spaced.append(' ').appendCodePoint(point).append(' ');
      } else {
        spaced.appendCodePoint(point);
      }
    }
    String normal = lowerCase ? withoutAccents(spaced.toString()) : spaced.toString();
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    for (int point : normal.codePoints().toArray()) {
      boolean space = isSpace(point);
      boolean punctuation = isPunctuation(point);
      if ((space || punctuation) && !word.isEmpty()) {
        words.add(word.toString());
        word.setLength(0);
      }
      if (punctuation) {
        words.add(Character.toString(point));
      } else if (!space) {
        word.appendCodePoint(point);
      }
    }
    if (!word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }

  private static String withoutAccents(String text) {
    StringBuilder plain = new StringBuilder();
    for (int point : Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().toArray()) {
      if (Character.getType(point) != Character.NON_SPACING_MARK) {
        // each character by itself: no last sigma of a word
        plain.append(Character.toString(point).toLowerCase(Locale.ROOT));
      }
    }
    return plain.toString();
  }

  private void spell(String word, List<Integer> found) {
    int[] points = word.codePoints().toArray();
    List<Integer> pieces = new ArrayList<>();
    int start = 0;
    while (start < points.length && points.length <= LONGEST_WORD) {
      int end = points.length;
      Integer piece = null;
      while (end > start && piece == null) {
        String part = new String(points, start, end - start);
        piece = ids.get(start == 0 ? part : "##" + part);
        end -= piece == null ? 1 : 0;
      }
      if (piece == null) {
        break;
      }
      pieces.add(piece);
      start = end;
    }
    if (start == points.length) {
      found.addAll(pieces);
    } else {
      found.add(ids.get("[UNK]"));
    }
  }

  private static boolean isControl(int point) {
    if (point == '\t' || point == '\n' || point == '\r') {
      return false;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE -> true;
      default -> false;
    };
  }

  private static boolean isSpace(int point) {
    return point == '\t' || point == '\n' || point == '\r' || Character.isSpaceChar(point);
  }

  private static boolean isPunctuation(int point) {
    boolean ascii =
        point >= 33 && point <= 47
            || point >= 58 && point <= 64
            || point >= 91 && point <= 96
            || point >= 123 && point <= 126;
    return ascii
        || switch (Character.getType(point)) {
          case Character.CONNECTOR_PUNCTUATION,
              Character.DASH_PUNCTUATION,
              Character.START_PUNCTUATION,
              Character.END_PUNCTUATION,
              Character.INITIAL_QUOTE_PUNCTUATION,
              Character.FINAL_QUOTE_PUNCTUATION,
              Character.OTHER_PUNCTUATION ->
              true;
          default -> false;
        };
  }

  private static boolean isChinese(int point) {
    return point >= 0x4e00 && point <= 0x9fff
        || point >= 0x3400 && point <= 0x4dbf
        || point >= 0x20000 && point <= 0x2a6df
        || point >= 0x2a700 && point <= 0x2b73f
        || point >= 0x2b740 && point <= 0x2b81f
        || point >= 0x2b820 && point <= 0x2ceaf
        || point >= 0xf900 && point <= 0xfaff
        || point >= 0x2f800 && point <= 0x2fa1f;
  }
}
