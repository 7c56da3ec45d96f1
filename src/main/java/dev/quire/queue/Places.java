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
  private final Map<Priority, Map<String, Integer>> clients = new EnumMap<>(Priority.class);
  private final Map<Priority, Integer> priorities = new EnumMap<>(Priority.class);

  Places() {
    for (Priority priority : Priority.values()) {
      clients.put(priority, new HashMap<>());
    }
  }

  void add(Place place) {
    kept.add(place);
    buckets.merge(place.bucket(), 1, Integer::sum);
    clients.get(place.priority()).merge(place.client(), 1, Integer::sum);
    priorities.merge(place.priority(), 1, Integer::sum);
  }

  /** Ends a place; whether it was still kept. */
  boolean remove(Place place) {
    if (!kept.remove(place)) {
      return false;
    }
    buckets.computeIfPresent(place.bucket(), Places::oneLess);
    clients.get(place.priority()).computeIfPresent(place.client(), Places::oneLess);
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

  int size(Priority priority, String client) {
    return clients.get(priority).getOrDefault(client, 0);
  }

  Map<Bucket, Integer> buckets() {
    return buckets;
  }

  /** The one with the earliest deadline; there must be one. */
  Place first() {
    return kept.first();
  }
}
