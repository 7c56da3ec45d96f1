package dev.quire.memory;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Bytes of a {@link ByteBudget} that one request holds for one {@link Stage}, none at first. Its
 * owner closes it in every path; closing gives all bytes back and ends a wait for more.
 * Thread-safe.
 */
public final class MemoryReservation implements AutoCloseable {

  private final ByteBudget budget;
  private final Optional<String> client;
  private final Stage stage;

  /** Guarded by the budget. */
  private long bytes;

  private boolean closed;

  MemoryReservation(ByteBudget budget, Optional<String> client, Stage stage) {
    this.budget = budget;
    this.client = client;
    this.stage = stage;
  }

  /** Whose bytes they are; empty for the service's own. */
  public Optional<String> client() {
    return client;
  }

  public Stage stage() {
    return stage;
  }

  /** How many bytes all reservations of its stage may hold together. */
  public long ceiling() {
    return budget.ceiling(stage);
  }

  /** How many bytes it holds now. */
  public long bytes() {
    return budget.held(this);
  }

  /**
   * Takes more bytes, if there is room now.
   *
   * @param more 0 or more
   * @throws MemoryExhaustedException if there is no room; nothing has changed then
   * @throws java.util.concurrent.CancellationException if it is closed
   */
  public void grow(long more) {
    budget.grow(this, more);
  }

  /**
   * Takes more bytes as soon as there is room.
   *
   * @param more 0 or more
   * @return completes once they are held, perhaps on the thread of whoever made room. It fails with
   *     {@link MemoryExhaustedException} at once if they never fit, or if too many wait; with
   *     {@link java.util.concurrent.CancellationException} if the reservation is closed, before or
   *     meanwhile. Cancelling it ends the wait
   */
  public CompletableFuture<Void> growWhenRoom(long more) {
    return budget.growWhenRoom(this, more);
  }

  /** What says that there is no room, for those who have waited for it long enough. */
  public MemoryExhaustedException exhausted() {
    return budget.exhausted(this, 0);
  }

  /**
   * Gives bytes back.
   *
   * @param left how many stay, 0 or more; nothing happens if it holds no more than that
   */
  public void shrinkTo(long left) {
    budget.shrink(this, left);
  }

  /**
   * Gives some bytes back.
   *
   * @param fewer 0 or more; nothing happens beyond what it holds
   */
  public void release(long fewer) {
    budget.giveBack(this, fewer);
  }

  @Override
  public void close() {
    budget.close(this);
  }

  long held() {
    return bytes;
  }

  void hold(long bytes) {
    this.bytes = bytes;
  }

  boolean isClosed() {
    return closed;
  }

  void markClosed() {
    closed = true;
  }
}
