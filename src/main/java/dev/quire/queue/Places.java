package dev.quire.queue;

import dev.quire.batch.Bucket;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The places that are kept, and how many of them are whose. Not thread-safe. */
final class Places {

  private final NavigableSet<Place> kept = new TreeSet<>(Place.BY_DEADLINE);
  private final Map<Bucket, Integer> buckets = new HashMap<>();
  private final Map<Priority, Integer> priorities = new EnumMap<>(Priority.class);

  void add(Place place) {
    kept.add(place);
    buckets.merge(place.bucket(), 1, Integer::sum);
    priorities.merge(place.priority(), 1, Integer::sum);
  }

  /** Ends a place; whether it was still kept. */
  boolean remove(Place place) {
    if (!kept.remove(place)) {
      return false;
    }
    buckets.computeIfPresent(place.bucket(), Places::oneLess);
    priorities.computeIfPresent(place.priority(), Places::oneLess);
    return true;
  }

  private static Integer oneLess(Object key, int count) {
    return count == 1 ? null : count - 1;
  }

  int size() {
    return kept.size();
  }

  int size(Priority priority) {
    return priorities.getOrDefault(priority, 0);
  }

  Map<Bucket, Integer> buckets() {
    return buckets;
  }

  /** The one with the earliest deadline; there must be one. */
  Place first() {
    return kept.first();
  }
}
