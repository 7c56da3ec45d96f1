package dev.quire.simulate;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.LongStream;

/** How tickets come, in virtual time. */
public sealed interface Load permits Load.Open, Load.Saturated {

  /** Tickets come whatever becomes of the ones before. */
  sealed interface Open extends Load permits Poisson, Steady, Bursty, Trace {

    /** The tickets in the order of their times; may have no end. */
    Iterator<Arrival> arrivals(RandomGenerator random);
  }

  /**
   * Independent senders: exponential gaps.
   *
   * @param rate mean tickets a second
   */
  record Poisson(double rate) implements Open {

    public Poisson {
      requireRate(rate);
    }

    @Override
    public Iterator<Arrival> arrivals(RandomGenerator random) {
      Gaps gaps = new Gaps(random);
      return LongStream.generate(() -> gaps.next(rate)).mapToObj(Arrival::at).iterator();
    }
  }

  /**
   * Equal gaps.
   *
   * @param rate tickets a second
   */
  record Steady(double rate) implements Open {

    public Steady {
      requireRate(rate);
    }

    @Override
    public Iterator<Arrival> arrivals(RandomGenerator random) {
      double gap = Gaps.NANOS_PER_SECOND / rate;
      return LongStream.iterate(1, i -> i + 1)
          .map(i -> (long) (i * gap))
          .mapToObj(Arrival::at)
          .iterator();
    }
  }

  /**
   * Poisson arrivals whose rate changes between quiet times and bursts of exponential lengths: a
   * Markov-modulated Poisson process of two states. Starts quiet.
   *
   * @param quietRate mean tickets a second in quiet times
   * @param burstRate mean tickets a second in bursts
   * @param quiet mean length of a quiet time
   * @param burst mean length of a burst
   */
  record Bursty(double quietRate, double burstRate, Duration quiet, Duration burst)
      implements Open {

    public Bursty {
      requireRate(quietRate);
      requireRate(burstRate);
      if (quiet.isNegative() || quiet.isZero() || burst.isNegative() || burst.isZero()) {
        throw new IllegalArgumentException(
            "Quiet times and bursts must last, not %s and %s".formatted(quiet, burst));
      }
    }

    /** Mean tickets a second over all. */
    public double meanRate() {
      double quietNanos = quiet.toNanos();
      double burstNanos = burst.toNanos();
      return (quietRate * quietNanos + burstRate * burstNanos) / (quietNanos + burstNanos);
    }

    @Override
    public Iterator<Arrival> arrivals(RandomGenerator random) {
      Bursts bursts = new Bursts(this, random);
      return LongStream.generate(bursts::next).mapToObj(Arrival::at).iterator();
    }
  }

  /**
   * Tickets that once came, or might.
   *
   * @param tickets at least one, in any order
   */
  record Trace(List<Arrival> tickets) implements Open {

    public Trace {
      if (tickets.isEmpty()) {
        throw new IllegalArgumentException("A trace needs a ticket");
      }
      tickets = tickets.stream().sorted(Comparator.comparingLong(Arrival::nanos)).toList();
    }

    /** When the last ticket comes, in nanoseconds from the start. */
    public long lastNanos() {
      return tickets.get(tickets.size() - 1).nanos();
    }

    @Override
    public Iterator<Arrival> arrivals(RandomGenerator random) {
      return tickets.iterator();
    }
  }

  /**
   * A closed loop: each client sends its next ticket as soon as its last one ended, or, if that was
   * refused, when the refusal told it to. A client is one to the queue's fairness, too.
   *
   * @param clients at least 1
   */
  record Saturated(int clients) implements Load {

    public Saturated {
      if (clients < 1) {
        throw new IllegalArgumentException("A closed loop needs a client, not " + clients);
      }
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0 && rate <= 1e9)) {
      throw new IllegalArgumentException("A rate must be positive and at most 1e9, not " + rate);
    }
  }
}
