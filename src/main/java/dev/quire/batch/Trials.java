package dev.quire.batch;

import java.util.HashMap;
import java.util.Map;

/**
 * When a larger batch than usual is tried: after {@value #FIRST} batches behind a backlog, and
 * twice as many each time that it did not pay, up to {@value #LONGEST}. So a size that the warm-up
 * measured while the machine was busy, or never came to, gets its chance, at the cost of one batch
 * in {@value #FIRST} at most. Thread-safe.
 */
final class Trials {

  static final int FIRST = 64;
  static final int LONGEST = 4096;

  private final Map<Bucket, State> states = new HashMap<>();

  private static final class State {
    private int batches;
    private int pause = FIRST;
  }

  /** Another batch behind a backlog; whether it should be a trial. */
  synchronized boolean isDue(Bucket bucket) {
    State state = states.computeIfAbsent(bucket, b -> new State());
    if (++state.batches < state.pause) {
      return false;
    }
    state.batches = 0;
    state.pause = Math.min(2 * state.pause, LONGEST);
    return true;
  }

  /** A trial paid: the next size may, too. */
  synchronized void paid(Bucket bucket) {
    states.remove(bucket);
  }
}
