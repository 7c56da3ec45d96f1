package dev.quire.api;

import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * How long one item may take, from when its time began, wherever it is: waiting for a processor,
 * being prepared, queued, run or finished. Immutable and thread-safe.
 */
public final class Deadline {

  private final Timers time;
  private final long beganNanos;
  private final Duration timeout;

  private Deadline(Timers time, long beganNanos, Duration timeout) {
    this.time = time;
    this.beganNanos = beganNanos;
    this.timeout = timeout;
  }

  /** The time runs from now. */
  public static Deadline in(Duration timeout, Timers time) {
    return new Deadline(time, time.nanoTime(), timeout);
  }

  /** When the time began, on the timekeeper's clock. */
  public long beganNanos() {
    return beganNanos;
  }

  /** How long it has been since. */
  public Duration waited() {
    return Duration.ofNanos(time.nanoTime() - beganNanos);
  }

  /** What is left; zero or less when the time is over. */
  public Duration left() {
    return timeout.minus(waited());
  }

  /** Whether the time is over. */
  public boolean isOver() {
    return left().isNegative() || left().isZero();
  }

  /**
   * @throws RequestExpiredException if the time is over
   */
  public void check() {
    if (isOver()) {
      throw expired();
    }
  }

  /** That the time is over, with how long it really was. */
  public RequestExpiredException expired() {
    return new RequestExpiredException(waited());
  }

  /**
   * The same terms with the time that is left.
   *
   * @throws RequestExpiredException if the time is over
   */
  public Terms left(Terms terms) {
    check();
    return terms.left(left());
  }

  /**
   * The work, cancelled when the time is over.
   *
   * @return fails with {@link RequestExpiredException} then, also if the work has seen it first and
   *     given up, and tells the whole time where the work itself tells a part of it
   */
  public <T> Uni<T> hold(Uni<T> work) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Cancellable working =
                  work.subscribe()
                      .with(
                          emitter::complete,
                          failure -> emitter.fail(isOfTime(failure) ? expired() : failure));
              Runnable off = time.alarm(left(), () -> emitter.fail(expired()));
              emitter.onTermination(
                  () -> {
                    off.run();
                    working.cancel();
                  });
            });
  }

  private boolean isOfTime(Throwable failure) {
    return failure instanceof RequestExpiredException
        || failure instanceof CancellationException && isOver();
  }
}
