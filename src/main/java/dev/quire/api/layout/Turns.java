package dev.quire.api.layout;

import io.smallrye.mutiny.Uni;
import java.util.concurrent.CompletableFuture;

/** Lets steps take place one after the other, in the order in which they were asked for. */
final class Turns {

  private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

  /** The step, when all before it have ended, however they did. Its place is taken now. */
  <T> Uni<T> next(Uni<T> step) {
    CompletableFuture<Void> before;
    CompletableFuture<Void> mine = new CompletableFuture<>();
    synchronized (this) {
      before = last;
      last = mine;
    }
    return Uni.createFrom()
        .completionStage(before)
        .chain(() -> step)
        .onTermination()
        .invoke(() -> mine.complete(null));
  }
}
