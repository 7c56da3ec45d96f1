package dev.quire.device.pressure;

import java.util.Locale;

/**
 * What the memory of a device asks of those who run on it. The states are immutable; each knows
 * which one follows a sample, and answers itself where a sample changes nothing.
 *
 * <pre>
 * Relaxed ─crossed→ Shrinking ─settled→ Stepped ─below→ Recovering ─held→ one level less
 *     a further crossing leads from Stepped and Recovering back to Shrinking, rising above the
 *     margin from Recovering to Stepped; below level 0 is Relaxed
 * </pre>
 *
 * <p>Every crossing of a threshold first makes the batches and the arena smaller; only where the
 * share is still above once that has settled is the level raised, to the number of thresholds
 * crossed. It comes down again by one after each time the share has stayed below the level's
 * threshold, less the margin, for the hold time. So a share that moves within the margin below a
 * threshold, or between one level's threshold and the next, never changes the level.
 *
 * <p>Times are compared by their differences, so they may start and overflow anywhere.
 */
public sealed interface Pressure {

  /** What batch sizes are divided by under pressure. */
  int SMALLER = 2;

  /** The states' names, for metrics and JSON. */
  enum Kind {
    RELAXED,
    SHRINKING,
    STEPPED,
    RECOVERING;

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where every device begins. */
  static Pressure none() {
    return new Relaxed();
  }

  Kind kind();

  /**
   * Memory was sampled.
   *
   * @param share what of the memory beyond rest is used, from 0 to 1
   * @param nowNanos the time of a clock that never goes back
   * @param thresholds the same for the whole life of a device's pressure
   */
  Pressure on(double share, long nowNanos, Thresholds thresholds);

  /** How many steps the resolution should be down: 0 to the number of thresholds. */
  int level();

  /** What batch sizes are to be divided by, at least 1. */
  default int batchDivisor() {
    return SMALLER;
  }

  /** Whether anything is asked for at all. */
  default boolean pressed() {
    return true;
  }

  /** Whether the engine should give back, after its runs, the memory that it keeps for later. */
  default boolean wantsArenaShrunk() {
    return false;
  }

  /** Whether another state asks for exactly the same. */
  default boolean asksTheSameAs(Pressure other) {
    return level() == other.level()
        && batchDivisor() == other.batchDivisor()
        && pressed() == other.pressed()
        && wantsArenaShrunk() == other.wantsArenaShrunk();
  }

  /** There is plenty of memory. */
  record Relaxed() implements Pressure {

    @Override
    public Kind kind() {
      return Kind.RELAXED;
    }

    @Override
    public Pressure on(double share, long nowNanos, Thresholds thresholds) {
      return thresholds.crossed(share) > 0 ? Shrinking.from(0, nowNanos, thresholds) : this;
    }

    @Override
    public int level() {
      return 0;
    }

    @Override
    public int batchDivisor() {
      return 1;
    }

    @Override
    public boolean pressed() {
      return false;
    }
  }

  /**
   * A threshold was crossed; batches and arena become smaller, the resolution stays for now.
   *
   * @param level the level so far
   * @param untilNanos when their effect can be judged
   */
  record Shrinking(int level, long untilNanos) implements Pressure {

    private static Shrinking from(int level, long nowNanos, Thresholds thresholds) {
      return new Shrinking(level, nowNanos + thresholds.settle().toNanos());
    }

    @Override
    public Kind kind() {
      return Kind.SHRINKING;
    }

    @Override
    public Pressure on(double share, long nowNanos, Thresholds thresholds) {
      if (nowNanos - untilNanos < 0) {
        return this;
      }
      return Recovering.orStepped(
          Math.max(level, thresholds.crossed(share)), share, nowNanos, thresholds);
    }

    @Override
    public boolean wantsArenaShrunk() {
      return true;
    }
  }

  /**
   * Batches are small, and the resolution is lower by the level; 0 where small batches were enough.
   */
  record Stepped(int level) implements Pressure {

    @Override
    public Kind kind() {
      return Kind.STEPPED;
    }

    @Override
    public Pressure on(double share, long nowNanos, Thresholds thresholds) {
      if (thresholds.crossed(share) > level) {
        return Shrinking.from(level, nowNanos, thresholds);
      }
      return thresholds.isBelow(level, share) ? new Recovering(level, nowNanos) : this;
    }
  }

  /**
   * As {@link Stepped}, with the share below the level's threshold by more than the margin.
   *
   * @param level the level until the hold time has passed
   * @param sinceNanos since when the share has been there
   */
  record Recovering(int level, long sinceNanos) implements Pressure {

    private static Pressure orStepped(int level, double share, long now, Thresholds thresholds) {
      return thresholds.isBelow(level, share) ? new Recovering(level, now) : new Stepped(level);
    }

    @Override
    public Kind kind() {
      return Kind.RECOVERING;
    }

    @Override
    public Pressure on(double share, long nowNanos, Thresholds thresholds) {
      if (!thresholds.isBelow(level, share)) {
        return new Stepped(level).on(share, nowNanos, thresholds);
      }
      if (nowNanos - sinceNanos < thresholds.hold().toNanos()) {
        return this;
      }
      // the resolution comes back first and the batches last: never both in one step
      return level == 0 ? new Relaxed() : orStepped(level - 1, share, nowNanos, thresholds);
    }
  }
}
