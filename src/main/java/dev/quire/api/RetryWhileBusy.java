package dev.quire.api;

import dev.quire.api.CpuExecutor.PoolFullException;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.RequestRefusedException.Reason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Asks again and again while the service is busy: a page of many can wait until there is room,
 * where a single one is better refused at once. Thread-safe.
 */
public final class RetryWhileBusy {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Timers time;

  public RetryWhileBusy(Timers time) {
    this.time = time;
  }

  /**
   * The step, taken until there is room for it; fails as it does for any other reason. A refusal
   * stands when the deadline comes before the next try.
   *
   * @param deadline the time that counts, whenever this is subscribed to
   */
  public <T> Uni<T> with(Deadline deadline, Uni<T> step) {
    return with(deadline, step, time, FIRST_PAUSE);
  }

  private static <T> Uni<T> with(Deadline deadline, Uni<T> step, Timers time, Duration pause) {
    return step.onFailure(RetryWhileBusy::isBusy)
        .recoverWithUni(
            refusal ->
                deadline.left().compareTo(pause) <= 0
                    ? Uni.createFrom().failure(refusal)
                    : after(pause, time).chain(() -> with(deadline, step, time, longer(pause))));
  }

  private static Uni<Void> after(Duration pause, Timers time) {
    return Uni.createFrom()
        .emitter(emitter -> emitter.onTermination(time.alarm(pause, () -> emitter.complete(null))));
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private static boolean isBusy(Throwable failure) {
    return failure instanceof PoolFullException
        || failure instanceof MemoryExhaustedException exhausted && !exhausted.forGood()
        || failure instanceof RequestRefusedException refused
            && (refused.reason() == Reason.QUEUE_FULL
                || refused.reason() == Reason.TOO_LATE
                || refused.reason() == Reason.DEVICES_FAILED);
  }
}
