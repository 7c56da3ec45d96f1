package dev.quire.engine.process;

/** Puts the freeing of memory off while somebody uses it. Thread-safe. */
final class Lease {

  private final String name;
  private final Runnable free;
  private boolean taken;
  private boolean closed;

  /**
   * @param name what messages call the thing that is closed
   * @param free frees the memory; called once
   */
  Lease(String name, Runnable free) {
    this.name = name;
    this.free = free;
  }

  /**
   * The memory must stay from now on; it may be taken several times before it is given back once.
   *
   * @throws IllegalStateException if it is closed
   */
  synchronized void take() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    taken = true;
  }

  /** The memory may be freed from now on. */
  void giveBack() {
    boolean last;
    synchronized (this) {
      last = taken && closed;
      taken = false;
    }
    if (last) {
      free.run();
    }
  }

  /** Frees the memory, or leaves that to whoever uses it. Idempotent. Never waits. */
  void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (taken) {
        return;
      }
    }
    free.run();
  }
}
