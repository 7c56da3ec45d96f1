package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Draws numbers, dates and spans of time as people use them, for any language. */
final class Numbers {

  private static final int FIRST_YEAR = 2012;
  private static final int LAST_YEAR = 2031;

  /** A unit of time, and how many of it make the next one. */
  private record Unit(String name, int most, String next, int makesNext) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("minute", 90, "hour", 60),
          new Unit("hour", 72, "day", 24),
          new Unit("day", 60, "week", 7),
          new Unit("week", 20, "", 0),
          new Unit("month", 36, "year", 12),
          new Unit("year", 12, "", 0));

  private Numbers() {}

  /** A count of units. */
  record Spelling(int count, String unit) {}

  /**
   * A span of time.
   *
   * @param key the span in the largest unit that makes its count whole
   * @param spellings the same span in one unit or two
   */
  record Span(String key, List<Spelling> spellings) {}

  /** Log-uniform, and mostly with one or two digits that are not zero. */
  static int round(Dice dice, int low, int high) {
    int n = (int) Math.round(dice.log(low, high));
    int digits = dice.pick(1, 2, 2, 3, 6);
    int unit = 1;
    while (n / unit >= Math.pow(10, digits)) {
      unit *= 10;
    }
    return Math.max(low, n / unit * unit);
  }

  static Value code(Dice dice) {
    StringBuilder code = new StringBuilder();
    int letters = dice.whole(0, 2);
    for (int i = 0; i < letters; i++) {
      code.append((char) ('A' + dice.whole(0, 25)));
    }
    code.append(dice.chance(0.5) && letters > 0 ? "-" : "").append(dice.whole(1000, 99_999));
    return Value.of(code.toString());
  }

  static LocalDate date(Dice dice) {
    return LocalDate.ofYearDay(dice.whole(FIRST_YEAR, LAST_YEAR), dice.whole(1, 365));
  }

  static Span span(Dice dice) {
    int at = dice.whole(0, UNITS.size() - 1);
    Unit unit = UNITS.get(at);
    int count = dice.few(1, unit.most - 1);
    if (unit.makesNext > 0 && dice.chance(0.3)) {
      count = unit.makesNext * dice.few(1, 3);
    }
    List<Spelling> spellings = new ArrayList<>(List.of(new Spelling(count, unit.name)));
    String key = count + unit.name;
    if (unit.makesNext > 0 && count % unit.makesNext == 0) {
      spellings.add(new Spelling(count / unit.makesNext, unit.next));
      key = count / unit.makesNext + unit.next;
    }
    return new Span(key, spellings);
  }
}
