package dev.quire.api;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Lets work that can wait give way to requests that somebody waits for: where both need the
 * processors, order in a queue alone does not keep them apart. Thread-safe.
 */
public final class InteractivePriority {

  private final Duration longest;
  private int passing;
  private CompletableFuture<Void> clear = CompletableFuture.completedFuture(null);

  /**
   * @param longest how long work gives way at most, so that nothing starves
   */
  public InteractivePriority(Duration longest) {
    this.longest = longest;
  }

  /** The step, which has the right of way from when it is subscribed to until it ends. */
  public <T> Uni<T> of(Uni<T> step) {
    return Uni.createFrom()
        .deferred(
            () -> {
              enter();
              return step.onTermination().invoke(this::leave);
            });
  }

  /** The step, begun once nobody has the right of way, or after the longest wait. */
  public <T> Uni<T> after(Uni<T> step) {
    return Uni.createFrom()
        .completionStage(this::clear)
        .ifNoItem()
        .after(longest)
        .recoverWithItem((Void) null)
        .chain(() -> step);
  }

  private synchronized CompletableFuture<Void> clear() {
    return clear.copy();
  }

  private synchronized void enter() {
    if (passing == 0) {
      clear = new CompletableFuture<>();
    }
    passing++;
  }

  private void leave() {
    CompletableFuture<Void> cleared = null;
    synchronized (this) {
      passing--;
      if (passing == 0) {
        cleared = clear;
      }
    }
    if (cleared != null) {
      // those who waited go on here, so not within the lock
      cleared.complete(null);
    }
  }
}
