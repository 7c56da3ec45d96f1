package dev.quire.load;

import java.util.Locale;

/** One load that is held for a while. */
public sealed interface Step {

  /** How tables and plots call it. */
  String label();

  /**
   * A closed loop: so many clients each send a request as soon as the last one was answered, or, if
   * it was refused, when they were told to come back. A slow service is asked less; its latency at
   * a given rate needs {@link Open}.
   *
   * @param clients at least 1
   */
  record Closed(int clients) implements Step {

    public Closed {
      if (clients < 1) {
        throw new IllegalArgumentException("A closed loop needs a client, not " + clients);
      }
    }

    @Override
    public String label() {
      return String.valueOf(clients);
    }
  }

  /**
   * An open loop: requests come at random moments, whatever becomes of those before, as those of
   * many independent senders do (a Poisson process).
   *
   * @param rate mean requests a second, positive
   */
  record Open(double rate) implements Step {

    public Open {
      if (!(rate > 0 && rate <= 1e6)) {
        throw new IllegalArgumentException(
            "A rate must be positive and at most 1000000 a second, not " + rate);
      }
    }

    @Override
    public String label() {
      return rate == Math.rint(rate)
          ? String.valueOf((long) rate)
          : String.format(Locale.ROOT, "%.2f", rate);
    }
  }
}
