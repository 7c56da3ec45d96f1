package dev.quire.api;

import dev.quire.api.CpuPool.PoolFullException;
import dev.quire.queue.TicketRefusedException;
import dev.quire.queue.TicketRefusedException.Reason;
import io.smallrye.mutiny.Uni;
import java.time.Duration;

/**
 * Asks again and again while the service is busy: a page of many can wait until there is room,
 * where a single one is better refused at once.
 *
 * @param longest after this long the refusal stands
 */
public record Patience(Duration longest) {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  /** The step, taken until there is room for it; fails as it does for any other reason. */
  public <T> Uni<T> with(Uni<T> step) {
    // Mutiny wraps the last refusal in an exception of its own
    return step.onFailure(Patience::isBusy)
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .expireIn(longest.toMillis())
        .onFailure(failure -> isBusy(failure.getCause()))
        .transform(Throwable::getCause);
  }

  private static boolean isBusy(Throwable failure) {
    return failure instanceof PoolFullException
        || failure instanceof TicketRefusedException refused
            && (refused.reason() == Reason.QUEUE_FULL
                || refused.reason() == Reason.TOO_LATE
                || refused.reason() == Reason.DEVICES_FAILED);
  }
}
