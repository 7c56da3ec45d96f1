package dev.quire.app;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A step that is taken after a while, on a thread of its own: it may take its time, and nothing
 * else that is late delays it.
 *
 * @param thread the thread's name; it keeps no process alive
 * @param delay from the start on
 * @param step what is done; what it throws ends the thread
 */
record Delayed(String thread, Duration delay, Runnable step) {

  void start() {
    Thread own = new Thread(this::run, thread);
    own.setDaemon(true);
    own.start();
  }

  private void run() {
    try {
      TimeUnit.NANOSECONDS.sleep(delay.toNanos());
    } catch (InterruptedException e) {
      // nobody who knows of the thread does that; the step is due, if early
      Thread.currentThread().interrupt();
    }
    step.run();
  }
}
