package dev.quire.batch;

import java.util.HashMap;
import java.util.Map;

/**
 * A guard on the batch size, for when the latency table drifts or memory runs out: additive
 * increase, multiplicative decrease, as congestion control does (Chiu and Jain, 1989). Halves what
 * failed, and grows by one with every batch that ran well at the cap; after running out of memory
 * only with every {@value #CAUTION}th, since each wrong step costs a failed run. Thread-safe.
 */
public final class AimdBatchLimit {

  static final int CAUTION = 32;

  /** A single slow run may be a hiccup. */
  private static final int SLOW_RUNS = 3;

  private final int most;
  private final Map<Bucket, State> states = new HashMap<>();

  private static final class State {
    private int cap;
    private boolean memory;
    private int slow;
    private int good;

    private State(int cap) {
      this.cap = cap;
    }
  }

  /**
   * @param most the cap where nothing went wrong, at least 1
   */
  public AimdBatchLimit(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("A cap is at least 1, not " + most);
    }
    this.most = most;
  }

  /** The largest size now allowed, at least 1. */
  public synchronized int size(Bucket bucket) {
    State state = states.get(bucket);
    return state == null ? most : state.cap;
  }

  /** Whether it was memory that lowered the cap. */
  public synchronized boolean isMemory(Bucket bucket) {
    State state = states.get(bucket);
    return state != null && state.memory;
  }

  /** A run of this size found too little memory. */
  public synchronized void outOfMemory(Bucket bucket, int size) {
    State state = state(bucket);
    lower(state, size);
    state.memory = true;
  }

  /** A run of this size took much longer than predicted. */
  public synchronized void slow(Bucket bucket, int size) {
    State state = state(bucket);
    if (++state.slow >= SLOW_RUNS) {
      lower(state, size);
    }
  }

  /** A run of this size went as predicted. */
  public synchronized void good(Bucket bucket, int size) {
    State state = states.get(bucket);
    if (state == null) {
      return;
    }
    state.slow = 0;
    if (size < state.cap || ++state.good < (state.memory ? CAUTION : 1)) {
      return;
    }
    state.good = 0;
    if (++state.cap >= most) {
      states.remove(bucket);
    }
  }

  private void lower(State state, int size) {
    state.cap = Math.max(1, Math.min(state.cap, size) / 2);
    state.slow = 0;
    state.good = 0;
  }

  private State state(Bucket bucket) {
    return states.computeIfAbsent(bucket, b -> new State(most));
  }
}
