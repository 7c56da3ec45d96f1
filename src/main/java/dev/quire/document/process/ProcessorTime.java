package dev.quire.document.process;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a process has spent on something: time on the processors, so that one that only waits for
 * them, since others have them, does not seem slow; time that has passed where the system does not
 * tell. Asking the system costs something, so that is done now and then only. For one thread.
 */
final class ProcessorTime {

  private static final long PAUSE_NANOS = Duration.ofMillis(200).toNanos();

  private final Supplier<Optional<Duration>> processorTime;
  private final long beganNanos;
  private final Optional<Duration> atFirst;
  private long askedNanos;
  private long spentNanos;

  /** It begins now. */
  ProcessorTime(Supplier<Optional<Duration>> processorTime) {
    this(processorTime, System.nanoTime());
  }

  ProcessorTime(Supplier<Optional<Duration>> processorTime, long nowNanos) {
    this.processorTime = processorTime;
    this.beganNanos = nowNanos;
    this.askedNanos = nowNanos;
    this.atFirst = processorTime.get();
  }

  /** How much, as far as is known. */
  long nanos(long nowNanos) {
    if (atFirst.isEmpty()) {
      return nowNanos - beganNanos;
    }
    if (nowNanos - askedNanos >= PAUSE_NANOS) {
      askedNanos = nowNanos;
      processorTime.get().ifPresent(spent -> spentNanos = spent.minus(atFirst.get()).toNanos());
    }
    return spentNanos;
  }
}
