package dev.quire.api;

import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import io.smallrye.mutiny.Uni;
import java.util.function.Supplier;

/** Waits for memory, without a thread, as long as whoever subscribes does. */
public final class MemoryWait {

  private MemoryReservation kept;
  private boolean over;

  private MemoryWait() {}

  /**
   * A step that is taken again when there is memory for it, which is kept for it until then.
   *
   * @param step may be taken several times; holds nothing more when it fails with {@link
   *     MemoryExhaustedException}
   * @return fails with that only if the memory would never do, or too many wait
   */
  public static <T> Uni<T> retrying(Supplier<Uni<T>> step) {
    return Uni.createFrom()
        .deferred(
            () -> {
              MemoryWait wait = new MemoryWait();
              return Uni.createFrom()
                  .deferred(() -> step.get())
                  .onFailure(MemoryWait::mayFit)
                  .retry()
                  .when(failures -> failures.onItem().transformToUniAndConcatenate(wait::room))
                  .onTermination()
                  .invoke(() -> wait.keep(null, true));
            });
  }

  private static boolean mayFit(Throwable failure) {
    return failure instanceof MemoryExhaustedException exhausted && !exhausted.forGood();
  }

  private Uni<MemoryReservation> room(Throwable failure) {
    return Uni.createFrom()
        .completionStage(((MemoryExhaustedException) failure)::room)
        .invoke(room -> keep(room, false));
  }

  /** Keeps what was found in place of what was found before. */
  private void keep(MemoryReservation room, boolean last) {
    MemoryReservation before;
    synchronized (this) {
      over |= last;
      before = kept;
      kept = over ? null : room;
    }
    if (before != null) {
      before.close();
    }
    if (over && room != null) {
      room.close();
    }
  }
}
