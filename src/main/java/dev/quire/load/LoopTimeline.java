package dev.quire.load;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Real time.
 *
 * @param loop a single thread
 */
record LoopTimeline(ScheduledExecutorService loop) implements Timeline {

  @Override
  public long now() {
    return System.nanoTime();
  }

  @Override
  public void at(long nanos, Runnable task) {
    loop.schedule(task, nanos - now(), TimeUnit.NANOSECONDS);
  }
}
