package dev.quire.auth;

import java.util.regex.Pattern;

/**
 * A key that is in force.
 *
 * @param client whose it is; may have several, so that a new one can replace an old one
 * @param hash its hash
 */
public record KnownKey(String client, KeyHash hash) {

  /** What a client may be called: it becomes a label of metrics. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  public KnownKey {
    checkName(client);
  }

  /**
   * Checks a client's name.
   *
   * @return the name
   * @throws IllegalArgumentException unless it is 1 to 64 letters, digits, dots, hyphens and
   *     underscores, the first of them a letter or a digit; the message does not repeat it, since
   *     it may be a key in the wrong place
   */
  public static String checkName(String client) {
    if (!NAME.matcher(client).matches()) {
      throw new IllegalArgumentException(
          "a client's name must be 1 to 64 of A-Z a-z 0-9 . _ - and begin with a letter or a digit");
    }
    return client;
  }
}
