package dev.quire.api.paddlex;

import dev.quire.api.Deadline;
import dev.quire.api.DocumentTerms;
import dev.quire.api.SingleUse;
import dev.quire.api.document.PageTask;
import dev.quire.api.intake.RequestHold;
import io.smallrye.mutiny.Uni;

/**
 * What PaddleX's clients may ask of documents, over whichever protocol. Thread-safe; nothing
 * blocks, and cancelling takes the pages from the queue.
 */
public interface DocumentOperation {

  /** The task that pages are given to. */
  PageTask task();

  /**
   * Answers a request.
   *
   * @param body its JSON, UTF-8
   * @param hold what keeps it in memory
   * @param terms of its pages; the time of a single one runs from the subscription, and that of one
   *     of several from when its turn comes
   * @return fails with what {@link dev.quire.api.problem.ErrorCatalog} knows
   */
  Uni<Envelope> answer(byte[] body, RequestHold hold, DocumentTerms terms);

  /**
   * The same for a request whose time has begun.
   *
   * @param deadline the end of it
   */
  Uni<Envelope> answer(
      SingleUse<byte[]> body, RequestHold hold, DocumentTerms terms, Deadline deadline);
}
