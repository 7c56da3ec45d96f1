package dev.quire.api.paddlex.fetch;

import dev.quire.memory.MemoryReservation;
import io.smallrye.mutiny.Uni;

/** Fetches the files that clients name instead of sending them. Thread-safe. */
@FunctionalInterface
public interface UrlFetcher {

  /**
   * The content of a URL.
   *
   * @param held nothing yet; holds what the content takes afterwards, until its owner closes it
   * @return fails with {@link FetchException}, or with {@link
   *     dev.quire.memory.MemoryExhaustedException} if the time ends in a wait for memory;
   *     cancelling ends the transfer. Never blocks
   */
  Uni<byte[]> fetch(String url, MemoryReservation held);
}
