package dev.quire.simulate;

import java.util.random.RandomGenerator;

/** The arrival times of a {@link Load.Bursty}. */
final class Bursts {

  private final Load.Bursty load;
  private final Gaps gaps;
  private boolean burst;
  private double now;
  private double changes;

  Bursts(Load.Bursty load, RandomGenerator random) {
    this.load = load;
    this.gaps = new Gaps(random);
    this.changes = gaps.gap(load.quiet().toNanos());
  }

  /** The next time in nanoseconds. */
  long next() {
    while (true) {
      double rate = burst ? load.burstRate() : load.quietRate();
      double next = now + gaps.gap(Gaps.NANOS_PER_SECOND / rate);
      if (next < changes) {
        now = next;
        return (long) now;
      }
      // exponential gaps forget: what is left of this one may be drawn anew at the other rate
      now = changes;
      burst = !burst;
      changes = now + gaps.gap((burst ? load.burst() : load.quiet()).toNanos());
    }
  }
}
