package dev.quire.threads;

import java.util.concurrent.Executor;

/** Threads for steps that keep a processor busy and cannot be interrupted. Thread-safe. */
public interface PoolThreads extends Executor, AutoCloseable {

  /** How many may do heavy work at the same time, at least 1. */
  int mostHeavy();

  /** How many are busy with a step that should have ended long ago. */
  int stuck();

  /**
   * Puts another thread in the place of each that is stuck, as far as there may be more.
   *
   * @return how many were added
   */
  int replaceStuck();

  /** Whether all are stuck, and all that may replace them. */
  boolean isLost();

  @Override
  void close();

  /**
   * Threads of somebody else, one of which at a time does heavy work, and none of which is watched.
   */
  static PoolThreads of(Executor executor) {
    return new PoolThreads() {
      @Override
      public void execute(Runnable step) {
        executor.execute(step);
      }

      @Override
      public int mostHeavy() {
        return 1;
      }

      @Override
      public int stuck() {
        return 0;
      }

      @Override
      public int replaceStuck() {
        return 0;
      }

      @Override
      public boolean isLost() {
        return false;
      }

      @Override
      public void close() {
        // they are not ours
      }
    };
  }
}
