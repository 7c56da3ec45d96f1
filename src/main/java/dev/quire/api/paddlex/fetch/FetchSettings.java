package dev.quire.api.paddlex.fetch;

import java.time.Duration;
import java.util.Objects;

/**
 * What may be fetched.
 *
 * @param hosts where from
 * @param privateAddresses whether a host may lie inside: on this machine, in this network
 * @param maxBytes most bytes of a file, at least 1
 * @param timeout longest that looking up the host, connecting and the transfer may take together,
 *     at least 1 ms
 */
public record FetchSettings(
    AllowedHosts hosts, boolean privateAddresses, int maxBytes, Duration timeout) {

  public FetchSettings {
    Objects.requireNonNull(hosts, "hosts");
    if (maxBytes < 1) {
      throw new IllegalArgumentException("maxBytes must be at least 1, not " + maxBytes);
    }
    if (timeout.toMillis() < 1) {
      throw new IllegalArgumentException("timeout must be at least 1 ms, not " + timeout);
    }
  }
}
