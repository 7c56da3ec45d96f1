package dev.quire.bulk;

import java.util.concurrent.TimeUnit;

/**
 * What may be asked for at a time: so many requests, and so many bytes of their bodies, which the
 * service holds as well. One request may always go, however large it is. Thread-safe.
 */
final class InFlight {

  private final int mostRequests;
  private final long mostBytes;
  private int requests;
  private long bytes;

  InFlight(int mostRequests, long mostBytes) {
    this.mostRequests = mostRequests;
    this.mostBytes = mostBytes;
  }

  /**
   * Waits for room and takes it.
   *
   * @return whether there was room in time
   */
  synchronized boolean tryTake(long size, long time, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(time);
    while (!fits(size)) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    requests++;
    bytes += size;
    return true;
  }

  private boolean fits(long size) {
    return requests == 0 || requests < mostRequests && size <= mostBytes - bytes;
  }

  /** Gives back what was taken. */
  synchronized void giveBack(long size) {
    requests--;
    bytes -= size;
    notifyAll();
  }

  /**
   * Waits until nothing is in flight.
   *
   * @return whether that was so in time
   */
  synchronized boolean awaitNone(long time, TimeUnit unit) throws InterruptedException {
    long end = System.nanoTime() + unit.toNanos(time);
    while (requests > 0) {
      long left = end - System.nanoTime();
      if (left <= 0) {
        return false;
      }
      TimeUnit.NANOSECONDS.timedWait(this, left);
    }
    return true;
  }
}
