package dev.quire.api;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Works on many items at once and hands the results on in the items' order. At most so many items
 * are begun whose results nobody has taken yet: a slow taker slows the work down, and one that
 * leaves cancels it. Thread-safe.
 */
public final class OrderedPrefetch {

  private final int window;

  /**
   * @param window most items begun and not taken, at least 1
   */
  public OrderedPrefetch(int window) {
    if (window < 1) {
      throw new IllegalArgumentException("A window has at least one place, not " + window);
    }
    this.window = window;
  }

  /**
   * The results in the items' order.
   *
   * @param step begins the work on an item; its failure ends the whole with that failure
   */
  public <T, R> Multi<R> run(Iterable<T> items, Function<T, Uni<R>> step) {
    return Multi.createFrom()
        .deferred(
            () -> {
              Begun begun = new Begun();
              return Multi.createFrom()
                  .iterable(items)
                  .map(item -> begun.add(step.apply(item)))
                  // asks for a window of items and for more as they are taken: that begins them
                  .emitOn(Runnable::run, window)
                  .onItem()
                  .transformToUniAndConcatenate(result -> Uni.createFrom().completionStage(result))
                  .onTermination()
                  .invoke(begun::end);
            });
  }

  /** The work under way for one taker. */
  private static final class Begun {

    private final Set<Cancellable> working = new HashSet<>();
    private boolean ended;

    <R> CompletableFuture<R> add(Uni<R> work) {
      CompletableFuture<R> result = new CompletableFuture<>();
      Cancellable begun = work.subscribe().with(result::complete, result::completeExceptionally);
      if (!keep(begun)) {
        begun.cancel();
      }
      result.whenComplete((item, failure) -> forget(begun));
      return result;
    }

    private synchronized boolean keep(Cancellable begun) {
      return !ended && working.add(begun);
    }

    private synchronized void forget(Cancellable begun) {
      working.remove(begun);
    }

    /** Cancels what is under way; nobody waits for its results any more. */
    void end() {
      List<Cancellable> left;
      synchronized (this) {
        ended = true;
        left = List.copyOf(working);
        working.clear();
      }
      left.forEach(Cancellable::cancel);
    }
  }
}
