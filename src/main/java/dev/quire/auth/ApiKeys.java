package dev.quire.auth;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that are in force. Immutable.
 *
 * <p>Whose key a text is takes the same work whatever the text: its hash is compared with each that
 * is known, to the end, with {@link KeyHash#matches}. How long it takes tells the number of keys
 * and the length of the text, and nothing about the keys.
 */
public final class ApiKeys {

  /** Most keys; each costs some 50 ns of every request. */
  public static final int MOST = 1000;

  private static final int NONE = -1;

  private final List<KnownKey> keys;

  /**
   * @throws IllegalArgumentException if there are over {@value #MOST}, or two clients have the same
   */
  public ApiKeys(List<KnownKey> keys) {
    this.keys = List.copyOf(keys);
    if (keys.size() > MOST) {
      throw new IllegalArgumentException(
          "there may be %d keys, not %d".formatted(MOST, keys.size()));
    }
    Set<KeyHash> seen = new HashSet<>();
    for (KnownKey key : keys) {
      if (!seen.add(key.hash())) {
        throw new IllegalArgumentException(
            "%s has a key that is there already".formatted(key.client()));
      }
    }
  }

  /** Whose key this is, if it is in force. */
  public Optional<String> clientOf(String key) {
    KeyHash hash = KeyHash.of(key);
    int found = NONE;
    for (int i = 0; i < keys.size(); i++) {
      found = keys.get(i).hash().matches(hash) ? i : found;
    }
    return found == NONE ? Optional.empty() : Optional.of(keys.get(found).client());
  }

  /** How many there are. */
  public int size() {
    return keys.size();
  }
}
