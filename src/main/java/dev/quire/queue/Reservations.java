package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The reservations that are kept, and how many of them are whose. Not thread-safe. */
final class Reservations {

  private final NavigableSet<Reservation> kept = new TreeSet<>(Reservation.BY_DEADLINE);
  private final Counts<Bucket> buckets = new Counts<>();
  private final Counts<Priority> priorities = new Counts<>();

  void add(Reservation reservation) {
    kept.add(reservation);
    buckets.add(reservation.bucket());
    priorities.add(reservation.priority());
  }

  /** Ends a reservation; whether it was still kept. */
  boolean remove(Reservation reservation) {
    if (!kept.remove(reservation)) {
      return false;
    }
    buckets.remove(reservation.bucket());
    priorities.remove(reservation.priority());
    return true;
  }

  int size() {
    return kept.size();
  }

  int size(Priority priority) {
    return priorities.of(priority);
  }

  Map<Bucket, Integer> buckets() {
    return buckets.asMap();
  }

  /** The one with the earliest deadline; there must be one. */
  Reservation first() {
    return kept.first();
  }
}
