package dev.quire.load;

/** Time, and a single thread on which things happen at their time. */
interface Timeline {

  /** In nanoseconds from some moment. */
  long now();

  /** Runs something at a time, or as soon as possible after it. */
  void at(long nanos, Runnable task);
}
