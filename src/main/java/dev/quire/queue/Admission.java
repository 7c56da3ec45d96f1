package dev.quire.queue;

import dev.quire.batch.Bucket;
import dev.quire.batch.ServiceRate;
import dev.quire.queue.RequestRefusedException.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predicts whether a new request would be answered in time, from what goes before it and the
 * workers' pace, and so decides what is admitted. Changes nothing; its queue calls it under its
 * lock.
 */
final class Admission {

  private final Backlog<?, ?> backlog;
  private final Collection<BatchConsumer> consumers;

  /**
   * @param backlog what has been admitted so far
   * @param consumers the workers that there are at each moment
   */
  Admission(Backlog<?, ?> backlog, Collection<BatchConsumer> consumers) {
    this.backlog = backlog;
    this.consumers = consumers;
  }

  /** Whether a new request is admitted, and at whose cost. */
  sealed interface Verdict {

    /**
     * It is.
     *
     * @param displaced what has to go for it
     */
    record Admitted(List<Reservation> displaced) implements Verdict {}

    record Refused(Reason reason) implements Verdict {}
  }

  /**
   * Whether a new request is admitted now.
   *
   * @param inTime whether it is refused if it would be answered too late
   */
  Verdict verdict(Reservation reservation, long nowNanos, boolean inTime) {
    Optional<List<Reservation>> displaced = backlog.makeRoom(reservation);
    if (displaced.isEmpty()) {
      return new Verdict.Refused(Reason.QUEUE_FULL);
    }
    if (!consumers.isEmpty()
        && consumers.stream().noneMatch(consumer -> consumer.fits(reservation.bucket()))) {
      return new Verdict.Refused(Reason.DOES_NOT_FIT);
    }
    if (inTime && isLate(answerNanos(reservation), reservation, nowNanos)) {
      return new Verdict.Refused(
          isLate(aloneNanos(reservation.bucket()), reservation, nowNanos)
              ? Reason.DEADLINE_TOO_SHORT
              : Reason.TOO_LATE);
    }
    return new Verdict.Admitted(displaced.get());
  }

  private static boolean isLate(double nanos, Reservation reservation, long nowNanos) {
    return nowNanos + (long) nanos - reservation.deadlineNanos() > 0;
  }

  /** How long a request takes that finds the fastest worker idle. */
  private double aloneNanos(Bucket bucket) {
    return consumers.stream().mapToDouble(consumer -> consumer.nanos(bucket, 1)).min().orElse(0);
  }

  /** How long all that has been admitted takes all workers together; 0 while that is unknown. */
  Duration drainTime() {
    return Duration.ofNanos((long) drainNanos());
  }

  /**
   * When a new request would be answered, from now, by the worker that would be the first; 0 while
   * the workers' pace is unknown.
   */
  private double answerNanos(Reservation reservation) {
    Bucket bucket = reservation.bucket();
    long ahead = ahead(reservation);
    double first = Double.POSITIVE_INFINITY;
    for (BatchConsumer consumer : consumers) {
      ServiceRate pace = consumer.pace(bucket);
      if (pace.nanos() == 0) {
        return 0;
      }
      int size = (int) Math.min(ahead + 1, pace.size());
      first = Math.min(first, consumer.busyNanos() + consumer.nanos(bucket, size));
    }
    if (consumers.isEmpty()) {
      return 0;
    }
    return first + (ahead == 0 ? 0 : drainNanos() * ahead / backlog.size());
  }

  /** At most how many of those admitted go before a new one. */
  private long ahead(Reservation reservation) {
    long due = backlog.dueBy(reservation);
    long own = backlog.ofItsClient(reservation);
    long turns = own + (own + 1) * backlog.otherClients(reservation);
    long higher = reservation.priority() == Priority.BULK ? backlog.size(Priority.INTERACTIVE) : 0;
    return backlog.returned() + higher + Math.min(due, turns);
  }

  private double drainNanos() {
    double nanos = 0;
    for (Map.Entry<Bucket, Integer> entry : backlog.buckets().entrySet()) {
      double rate = 0;
      for (BatchConsumer consumer : consumers) {
        ServiceRate pace = consumer.pace(entry.getKey());
        rate += pace.nanos() == 0 ? Double.POSITIVE_INFINITY : pace.rate();
      }
      nanos += rate == 0 ? 0 : entry.getValue() / rate;
    }
    return nanos;
  }
}
