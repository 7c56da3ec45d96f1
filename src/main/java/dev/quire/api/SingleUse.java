package dev.quire.api;

import java.util.concurrent.atomic.AtomicReference;

/**
 * Something large that is passed on once, such as a body: whoever holds this afterwards holds
 * nothing. Thread-safe.
 */
public final class SingleUse<T> {

  private final AtomicReference<T> held;

  public SingleUse(T held) {
    this.held = new AtomicReference<>(held);
  }

  /** What is held, which stays so; null once it has been taken. */
  public T peek() {
    return held.get();
  }

  /** What is held, the first time; null afterwards. */
  public T take() {
    return held.getAndSet(null);
  }
}
