package dev.quire.app;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A step that is taken after a while, on a thread of its own: it may take its time, and nothing
 * else that is late delays it. Thread-safe.
 */
final class DelayedTask {

  private final Duration delay;
  private final Runnable step;
  private final CountDownLatch cancelled = new CountDownLatch(1);

  private DelayedTask(Duration delay, Runnable step) {
    this.delay = delay;
    this.step = step;
  }

  /**
   * Begins to wait.
   *
   * @param thread the thread's name; it keeps no process alive
   * @param delay from now on
   * @param step what is done; what it throws ends the thread
   */
  static DelayedTask start(String thread, Duration delay, Runnable step) {
    DelayedTask delayed = new DelayedTask(delay, step);
    Thread own = new Thread(delayed::run, thread);
    own.setDaemon(true);
    own.start();
    return delayed;
  }

  private void run() {
    boolean due;
    try {
      due = !cancelled.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      // nobody who knows of the thread does that; the step is due, if early
      due = true;
      Thread.currentThread().interrupt();
    }
    if (due) {
      step.run();
    }
  }

  /** Leaves the step out if its time has not come; one that has begun goes on. */
  void cancel() {
    cancelled.countDown();
  }
}
