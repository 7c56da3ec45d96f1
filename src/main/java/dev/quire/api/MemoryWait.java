package dev.quire.api;

import dev.quire.memory.MemoryExhaustedException;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Waits for memory, without a thread, as long as whoever subscribes does. */
public final class MemoryWait {

  private MemoryWait() {}

  /**
   * A step that is taken again, each time that there may be memory for it, until it finds some.
   *
   * @param step may be taken several times; holds nothing more when it fails with {@link
   *     MemoryExhaustedException}
   * @return fails with that only if the memory would never do, or too many wait
   */
  public static <T> Uni<T> retrying(Supplier<Uni<T>> step) {
    return Uni.createFrom()
        .deferred(() -> step.get())
        .onFailure(MemoryWait::mayFit)
        .recoverWithUni(
            failure ->
                Uni.createFrom()
                    .completionStage(((MemoryExhaustedException) failure)::room)
                    .chain(room -> retrying(step)));
  }

  private static boolean mayFit(Throwable failure) {
    return failure instanceof MemoryExhaustedException exhausted && !exhausted.forGood();
  }
}
