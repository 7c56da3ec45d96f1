package dev.quire.train.pair.word;

import java.util.ArrayList;
import java.util.List;

/** Chinese words for whole numbers below a hundred million. */
final class ChineseNumbers {

  private static final String DIGITS = "零一二三四五六七八九";
  private static final String UNITS = "千百十";

  private ChineseNumbers() {}

  static String words(int n) {
    if (n >= 10_000) {
      int rest = n % 10_000;
      String gap = rest > 0 && rest < 1000 ? "零" : "";
      return words(n / 10_000) + "万" + (rest == 0 ? "" : gap + words(rest));
    }
    if (n == 0) {
      return "零";
    }
    StringBuilder text = new StringBuilder();
    int unit = 1000;
    for (int place = 0; place < 4; place++, unit /= 10) {
      int digit = n / unit % 10;
      boolean started = !text.isEmpty();
      if (digit != 0) {
        if (started && n / unit / 10 % 10 == 0) {
          text.append('零');
        }
        // twelve is 十二, but two hundred and twelve 二百一十二
        if (digit != 1 || place != 2 || started) {
          text.append(DIGITS.charAt(digit));
        }
        if (place < 3) {
          text.append(UNITS.charAt(place));
        }
      }
    }
    return text.toString();
  }

  /** Digit by digit, as years are read. */
  static String digits(int n) {
    StringBuilder text = new StringBuilder();
    Integer.toString(n).chars().forEach(c -> text.append(c == '0' ? '〇' : DIGITS.charAt(c - '0')));
    return text.toString();
  }

  /** The ways to write a number. */
  static List<String> forms(int n) {
    List<String> forms = new ArrayList<>(List.of(Integer.toString(n), EnglishNumbers.grouped(n)));
    if (n <= 20 || n % 100 == 0 || n < 100 && n % 10 == 0) {
      forms.add(words(n));
    }
    if (n >= 10_000 && n % 1000 == 0) {
      forms.add((n % 10_000 == 0 ? "" + n / 10_000 : n / 10_000 + "." + n / 1000 % 10) + "万");
    }
    return forms;
  }
}
