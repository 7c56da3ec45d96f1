package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The places that are kept, and how many of them are whose. Not thread-safe. */
final class Places {

  private final NavigableSet<Place> kept = new TreeSet<>(Place.BY_DEADLINE);
  private final Counts<Bucket> buckets = new Counts<>();
  private final Counts<Priority> priorities = new Counts<>();

  void add(Place place) {
    kept.add(place);
    buckets.add(place.bucket());
    priorities.add(place.priority());
  }

  /** Ends a place; whether it was still kept. */
  boolean remove(Place place) {
    if (!kept.remove(place)) {
      return false;
    }
    buckets.remove(place.bucket());
    priorities.remove(place.priority());
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
  Place first() {
    return kept.first();
  }
}
