package dev.quire.queue;

import dev.quire.batch.Bucket;
import dev.quire.batch.Pace;
import dev.quire.queue.TicketRefusedException.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predicts whether a new ticket would be answered in time, from what goes before it and the
 * workers' pace, and so decides what is admitted. Changes nothing; its queue calls it under its
 * lock.
 */
final class Admission {

  private final Backlog<?, ?> backlog;
  private final Collection<Puller> pullers;

  /**
   * @param backlog what has been admitted so far
   * @param pullers the workers that there are at each moment
   */
  Admission(Backlog<?, ?> backlog, Collection<Puller> pullers) {
    this.backlog = backlog;
    this.pullers = pullers;
  }

  /** Whether a new ticket is admitted, and at whose cost. */
  sealed interface Verdict {

    /**
     * It is.
     *
     * @param displaced what has to go for it
     */
    record Admitted(List<Place> displaced) implements Verdict {}

    record Refused(Reason reason) implements Verdict {}
  }

  /** Whether a new ticket is admitted now. */
  Verdict verdict(Place place, long nowNanos) {
    Optional<List<Place>> displaced = backlog.makeRoom(place);
    if (displaced.isEmpty()) {
      return new Verdict.Refused(Reason.QUEUE_FULL);
    }
    if (!pullers.isEmpty() && pullers.stream().noneMatch(puller -> puller.fits(place.bucket()))) {
      return new Verdict.Refused(Reason.DOES_NOT_FIT);
    }
    if (isLate(answerNanos(place), place, nowNanos)) {
      return new Verdict.Refused(
          isLate(aloneNanos(place.bucket()), place, nowNanos)
              ? Reason.DEADLINE_TOO_SHORT
              : Reason.TOO_LATE);
    }
    return new Verdict.Admitted(displaced.get());
  }

  private static boolean isLate(double nanos, Place place, long nowNanos) {
    return nowNanos + (long) nanos - place.deadlineNanos() > 0;
  }

  /** How long a ticket takes that finds the fastest worker idle. */
  private double aloneNanos(Bucket bucket) {
    return pullers.stream().mapToDouble(puller -> puller.nanos(bucket, 1)).min().orElse(0);
  }

  /** How long all that has been admitted takes all workers together; 0 while that is unknown. */
  Duration drainTime() {
    return Duration.ofNanos((long) drainNanos());
  }

  /**
   * When a new ticket would be answered, from now, by the worker that would be the first; 0 while
   * the workers' pace is unknown.
   */
  private double answerNanos(Place place) {
    Bucket bucket = place.bucket();
    long ahead = ahead(place);
    double first = Double.POSITIVE_INFINITY;
    for (Puller puller : pullers) {
      Pace pace = puller.pace(bucket);
      if (pace.nanos() == 0) {
        return 0;
      }
      int size = (int) Math.min(ahead + 1, pace.size());
      first = Math.min(first, puller.busyNanos() + puller.nanos(bucket, size));
    }
    if (pullers.isEmpty()) {
      return 0;
    }
    return first + (ahead == 0 ? 0 : drainNanos() * ahead / backlog.size());
  }

  /** At most how many of those admitted go before a new one. */
  private long ahead(Place place) {
    long due = backlog.dueBy(place);
    long own = backlog.ofItsClient(place);
    long turns = own + (own + 1) * backlog.otherClients(place);
    long higher = place.priority() == Priority.BULK ? backlog.size(Priority.INTERACTIVE) : 0;
    return backlog.returned() + higher + Math.min(due, turns);
  }

  private double drainNanos() {
    double nanos = 0;
    for (Map.Entry<Bucket, Integer> entry : backlog.buckets().entrySet()) {
      double rate = 0;
      for (Puller puller : pullers) {
        Pace pace = puller.pace(entry.getKey());
        rate += pace.nanos() == 0 ? Double.POSITIVE_INFINITY : pace.rate();
      }
      nanos += rate == 0 ? 0 : entry.getValue() / rate;
    }
    return nanos;
  }
}
