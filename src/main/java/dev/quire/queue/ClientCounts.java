package dev.quire.queue;

import java.util.HashMap;
import java.util.Map;

/** How much of something each client has. Not thread-safe. */
final class ClientCounts {

  private final Map<String, Integer> counts = new HashMap<>();

  void add(String client) {
    counts.merge(client, 1, Integer::sum);
  }

  void remove(String client) {
    counts.computeIfPresent(client, (c, count) -> count == 1 ? null : count - 1);
  }

  int of(String client) {
    return counts.getOrDefault(client, 0);
  }

  /** How many clients have any. */
  int clients() {
    return counts.size();
  }
}
