package dev.quire.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file of keys: a line for each, {@code client = sha256:…}; empty lines and those that begin with
 * {@code #} say nothing.
 *
 * @param path where it is; may be replaced at any time, as Kubernetes replaces mounted secrets
 */
public record KeyFile(Path path) {

  private static final long MOST_BYTES = 1 << 20;

  /** What it says now. */
  public String text() throws IOException {
    long size = Files.size(path);
    if (size > MOST_BYTES) {
      throw new IOException("%s has %d bytes; %d are read".formatted(path, size, MOST_BYTES));
    }
    return Files.readString(path);
  }

  /**
   * The keys in a text of such a file.
   *
   * @throws IllegalArgumentException if a line makes no sense; the message names it by its number
   *     and does not repeat it, since a key may have been put there by mistake
   */
  public static List<KnownKey> parse(String text) {
    List<KnownKey> keys = new ArrayList<>();
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String stripped = line.strip();
      if (!stripped.isEmpty() && !stripped.startsWith("#")) {
        keys.add(key(number, stripped));
      }
    }
    return keys;
  }

  private static KnownKey key(int number, String line) {
    int sign = line.indexOf('=');
    if (sign < 0) {
      throw new IllegalArgumentException(
          "line %d must be of the form 'client = sha256:…'".formatted(number));
    }
    try {
      return new KnownKey(
          line.substring(0, sign).strip(), KeyHash.parse(line.substring(sign + 1).strip()));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("line %d: %s".formatted(number, e.getMessage()), e);
    }
  }
}
