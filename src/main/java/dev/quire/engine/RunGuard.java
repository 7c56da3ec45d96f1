package dev.quire.engine;

/**
 * Keeps what a run uses until the run is over: a close in the meantime stops the run and leaves the
 * freeing to the run's own thread. Thread-safe.
 */
public final class RunGuard {

  private final String name;
  private final Runnable free;

  private boolean running;
  private boolean closed;
  private Runnable stop;

  /**
   * @param name what messages call the thing guarded
   * @param free frees it; called once, by the last to leave
   */
  public RunGuard(String name, Runnable free) {
    this.name = name;
    this.free = free;
  }

  /**
   * Begins a run. Whoever enters must {@link #exit()}.
   *
   * @throws IllegalStateException if it is closed or another run is under way
   */
  public synchronized void enter() {
    if (closed) {
      throw new IllegalStateException(name + " is closed");
    }
    if (running) {
      throw new IllegalStateException(name + " is running already; it takes one run at a time");
    }
    running = true;
  }

  /** Names what ends the run before its time; it is called at once if a close came before. */
  public synchronized void stopWith(Runnable action) {
    stop = action;
    if (closed) {
      action.run();
    }
  }

  /** The run can no longer be stopped: what {@link #stopWith} was given is not called from here. */
  public synchronized void unstoppable() {
    stop = null;
  }

  /** Ends a run, and frees if a close is waiting for that. */
  public void exit() {
    boolean last;
    synchronized (this) {
      running = false;
      stop = null;
      last = closed;
    }
    if (last) {
      free.run();
    }
  }

  /** Stops the run that is under way, or frees if there is none. Idempotent. Never waits. */
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      if (running) {
        if (stop != null) {
          stop.run();
        }
        return;
      }
    }
    free.run();
  }

  public synchronized boolean isClosed() {
    return closed;
  }
}
