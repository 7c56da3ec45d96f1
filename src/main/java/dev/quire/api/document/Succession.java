package dev.quire.api.document;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;

/**
 * Lets the last steps of pages take place in the pages' order, whatever their first steps take.
 * Thread-safe.
 */
final class Succession {

  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /** The next page's place, which it must {@link Place#end}. */
  synchronized Place next() {
    Place place = new Place(last, new CompletableFuture<>());
    last = place.ended();
    return place;
  }

  /**
   * A page's place.
   *
   * @param before complete when all pages before it have ended
   * @param ended completed when they and this one have
   */
  record Place(CompletableFuture<Void> before, CompletableFuture<Void> ended) {

    /** The step, once all pages before this one have ended. */
    <T> Uni<T> after(Uni<T> step) {
      // a copy, since whoever cancels this would cancel what others wait for
      return Uni.createFrom().completionStage(before::copy).chain(() -> step);
    }

    /** The page has ended; what comes after it waits for those before it still. */
    void end() {
      before.whenComplete((nothing, failure) -> ended.complete(null));
    }
  }
}
