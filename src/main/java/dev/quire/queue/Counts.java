package dev.quire.queue;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * How many there are of each kind. Not thread-safe.
 *
 * @param <K> what tells the kinds apart
 */
final class Counts<K> {

  private final Map<K, Integer> counts = new HashMap<>();

  void add(K kind) {
    counts.merge(kind, 1, Integer::sum);
  }

  void remove(K kind) {
    counts.computeIfPresent(kind, (same, count) -> count == 1 ? null : count - 1);
  }

  int of(K kind) {
    return counts.getOrDefault(kind, 0);
  }

  /** How many kinds there are any of. */
  int kinds() {
    return counts.size();
  }

  /** The kinds of which there are any, as they are at each moment. */
  Map<K, Integer> asMap() {
    return Collections.unmodifiableMap(counts);
  }
}
