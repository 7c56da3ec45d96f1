package dev.quire.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What values mean on an axis: where they lie and which are written beside it. */
sealed interface Scale {

  /** Where a value lies, from 0 at the foot to 1 at the head. */
  double at(double value);

  /** Round values over the whole axis, ascending. */
  List<Double> ticks();

  /** A tick in as few characters as tell it apart. */
  static String text(double tick) {
    if (tick >= 1000 && tick % 100 == 0) {
      return String.format(Locale.ROOT, tick % 1000 == 0 ? "%.0fk" : "%.1fk", tick / 1000);
    }
    return tick == Math.rint(tick)
        ? String.format(Locale.ROOT, "%.0f", tick)
        : String.format(Locale.ROOT, "%s", Math.round(tick * 1000) / 1000.0);
  }

  /**
   * From 0.
   *
   * @param step between ticks
   * @param most at the head, a multiple of it
   */
  record Linear(double step, double most) implements Scale {

    private static final int TICKS = 5;

    /** One that has room for a value. */
    static Linear upTo(double value) {
      double rough = Math.max(value, 1e-9) / TICKS;
      double power = Math.pow(10, Math.floor(Math.log10(rough)));
      double share = rough / power;
      double step = power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
      return new Linear(step, step * Math.ceil(value / step - 1e-9));
    }

    @Override
    public double at(double value) {
      return most == 0 ? 0 : value / most;
    }

    @Override
    public List<Double> ticks() {
      List<Double> ticks = new ArrayList<>();
      for (int i = 0; i * step <= most * (1 + 1e-9); i++) {
        ticks.add(i * step);
      }
      return ticks;
    }
  }

  /**
   * Each tenfold as high as the last.
   *
   * @param from one, two or five times a power of ten, at the foot
   * @param to a larger one, at the head
   */
  record Logarithmic(double from, double to) implements Scale {

    private static final List<Integer> FACTORS = List.of(1, 2, 5);
    private static final double MOST_FOR_ALL_FACTORS = 1_500;
    private static final double ROUNDING = 1e-9;

    /** One that has room for these values and what is between; both are positive. */
    static Logarithmic between(double least, double most) {
      List<Double> below = round(least / 10, least * (1 + ROUNDING));
      List<Double> above = round(most * (1 - ROUNDING), 10 * most);
      double from = below.get(below.size() - 1);
      double to = above.get(0);
      return new Logarithmic(from, to > from ? to : above.get(1));
    }

    @Override
    public double at(double value) {
      return Math.log(Math.max(value, from) / from) / Math.log(to / from);
    }

    @Override
    public List<Double> ticks() {
      List<Double> all = round(from * (1 - ROUNDING), to * (1 + ROUNDING));
      return to / from < MOST_FOR_ALL_FACTORS
          ? all
          : all.stream().filter(tick -> isPower(tick) || tick == from || tick == to).toList();
    }

    private static boolean isPower(double value) {
      return Math.abs(Math.log10(value) - Math.rint(Math.log10(value))) < ROUNDING;
    }

    /** One, two and five times powers of ten within bounds, ascending. */
    private static List<Double> round(double least, double most) {
      List<Double> values = new ArrayList<>();
      for (int power = (int) Math.floor(Math.log10(least)); Math.pow(10, power) <= most; power++) {
        for (int factor : FACTORS) {
          double value = power < 0 ? factor / Math.pow(10, -power) : factor * Math.pow(10, power);
          if (value >= least && value <= most) {
            values.add(value);
          }
        }
      }
      return values;
    }
  }
}
