package dev.quire.bulk;

import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** Lays out pages. */
interface PageService {

  /**
   * Asks for the pages of a piece. Nothing blocks; what is heard is heard on one thread.
   *
   * @param answers hears of each page as soon as it is answered, before the reply; of a document
   *     perhaps of only some, even if the reply is {@link Reply.Complete}
   * @return never fails
   */
  CompletableFuture<Reply> ask(Chunk piece, Consumer<Answer> answers);
}
