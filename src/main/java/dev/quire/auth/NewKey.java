package dev.quire.auth;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * A key that was just made.
 *
 * @param text what its client sends; printed once and kept nowhere
 */
public record NewKey(String text) {

  /** So that people and secret scanners know what they have found. */
  private static final String PREFIX = "quire_";

  private static final int BYTES = 32;

  /** Makes a key of 256 random bits. */
  public static NewKey random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new NewKey(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** What the configuration holds of it. */
  public KeyHash hash() {
    return KeyHash.of(text);
  }

  /** Never the key: texts of objects end up in logs. */
  @Override
  public String toString() {
    return "NewKey[%s]".formatted(hash());
  }
}
