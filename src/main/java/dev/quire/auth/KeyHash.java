package dev.quire.auth;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * The SHA-256 of an API key: what the configuration holds instead of the key. Keys are random, 256
 * bits long, and not guessed by trying; so a quick hash does, where passwords would need a slow
 * one. Immutable.
 */
public final class KeyHash {

  private static final String SCHEME = "sha256:";
  private static final Pattern FORM = Pattern.compile("sha256:[0-9a-fA-F]{64}");

  private final byte[] digest;

  private KeyHash(byte[] digest) {
    this.digest = digest;
  }

  /** The hash of a key's UTF-8. */
  public static KeyHash of(String key) {
    try {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      return new KeyHash(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads a hash as {@link #toString} writes it.
   *
   * @param text {@code sha256:} and 64 hexadecimal digits
   * @throws IllegalArgumentException if it is not; the message does not repeat the text, which may
   *     be a key that was put here by mistake
   */
  public static KeyHash parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw new IllegalArgumentException(
          "a hash must be 'sha256:' and 64 hexadecimal digits, as 'quire key' prints it");
    }
    return new KeyHash(HexFormat.of().parseHex(text, SCHEME.length(), text.length()));
  }

  /** Compares in a time that does not depend on where the two differ. */
  boolean matches(KeyHash other) {
    return MessageDigest.isEqual(digest, other.digest);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash hash && matches(hash);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(digest);
  }

  @Override
  public String toString() {
    return SCHEME + HexFormat.of().formatHex(digest);
  }
}
