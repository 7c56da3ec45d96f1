package dev.quire.train.pair.word;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** English words for whole numbers below a million. */
final class EnglishNumbers {

  private static final List<String> SMALL =
      List.of(
          ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
                  + " fifteen sixteen seventeen eighteen nineteen")
              .split(" "));

  private static final List<String> TENS =
      List.of("twenty thirty forty fifty sixty seventy eighty ninety".split(" "));

  private EnglishNumbers() {}

  static String words(int n) {
    if (n < 20) {
      return SMALL.get(n);
    }
    if (n < 100) {
      String tens = TENS.get(n / 10 - 2);
      return n % 10 == 0 ? tens : tens + "-" + SMALL.get(n % 10);
    }
    int unit = n < 1000 ? 100 : 1000;
    String head = words(n / unit) + (unit == 100 ? " hundred" : " thousand");
    int rest = n % unit;
    return rest == 0 ? head : head + (rest < 100 ? " and " : " ") + words(rest);
  }

  /** The ways to write a number. */
  static List<String> forms(int n) {
    List<String> forms = new ArrayList<>(List.of(Integer.toString(n), grouped(n)));
    if (n <= 20 || n % 100 == 0 || n < 100 && n % 10 == 0) {
      forms.add(words(n));
    }
    return forms;
  }

  static String grouped(int n) {
    return String.format(Locale.ROOT, "%,d", n);
  }
}
