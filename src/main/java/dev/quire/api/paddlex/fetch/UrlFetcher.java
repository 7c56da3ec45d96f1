package dev.quire.api.paddlex.fetch;

import io.smallrye.mutiny.Uni;

/** Fetches the files that clients name instead of sending them. Thread-safe. */
@FunctionalInterface
public interface UrlFetcher {

  /**
   * The content of a URL.
   *
   * @return fails with {@link FetchException}; cancelling ends the transfer. Never blocks
   */
  Uni<byte[]> fetch(String url);
}
