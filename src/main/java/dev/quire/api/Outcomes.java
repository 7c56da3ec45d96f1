package dev.quire.api;

import dev.quire.api.problem.ErrorCatalog;
import dev.quire.queue.Outcome;
import dev.quire.queue.RequestListener;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntSupplier;

/**
 * Counts how a model's items ended: each once, wherever it ended, so that the outcomes add up to
 * what was asked for. Thread-safe.
 */
public final class Outcomes {

  private final RequestListener listener;

  /**
   * @param listener hears of each item's end
   */
  public Outcomes(RequestListener listener) {
    this.listener = listener;
  }

  /**
   * Counts one item.
   *
   * @param client whose it is
   * @param answered what an answer is: computed for this item, or for another one
   */
  public <T> Uni<T> count(String client, Uni<T> item, Function<T, Outcome> answered) {
    return count(client, () -> 1, item, answered);
  }

  /**
   * Counts several items that end together.
   *
   * @param items how many they are, asked at the end
   */
  public <T> Uni<T> count(
      String client, IntSupplier items, Uni<T> all, Function<T, Outcome> answered) {
    return watched(
        all,
        answer -> tell(client, answered.apply(answer), items.getAsInt()),
        outcome -> tell(client, outcome, items.getAsInt()));
  }

  /**
   * Counts what has to be opened before its items are known: one, if nothing comes of it. Its items
   * are counted each on its own.
   */
  public <T> Uni<T> opening(String client, Uni<T> opening) {
    return watched(opening, opened -> {}, outcome -> tell(client, outcome, 1));
  }

  /** Whatever ends it first is told of, once. */
  private static <T> Uni<T> watched(Uni<T> work, Consumer<T> success, Consumer<Outcome> other) {
    return Uni.createFrom()
        .deferred(
            () -> {
              AtomicBoolean open = new AtomicBoolean(true);
              return work.onItem()
                  .invoke(item -> once(open, success, item))
                  .onFailure()
                  .invoke(failure -> once(open, other, of(failure)))
                  .onCancellation()
                  .invoke(() -> once(open, other, Outcome.CANCELLED));
            });
  }

  private static <V> void once(AtomicBoolean open, Consumer<V> consumer, V value) {
    if (open.compareAndSet(true, false)) {
      consumer.accept(value);
    }
  }

  private void tell(String client, Outcome outcome, int times) {
    for (int i = 0; i < times; i++) {
      listener.ended(client, outcome);
    }
  }

  /** How an item ended that failed. */
  public static Outcome of(Throwable failure) {
    return ErrorCatalog.of(failure).outcome();
  }
}
