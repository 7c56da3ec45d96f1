package dev.quire.load;

import java.util.concurrent.CompletableFuture;

/** Sends requests. */
interface LoadClient {

  /**
   * Sends the next one. Does not block.
   *
   * @return never fails; ends on the thread of the {@link Timeline}
   */
  CompletableFuture<Reply> ask();
}
