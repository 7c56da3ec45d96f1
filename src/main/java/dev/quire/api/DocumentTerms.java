package dev.quire.api;

import dev.quire.queue.Terms;
import java.time.Duration;

/**
 * The terms of a document's pages. Each page's time counts from when it is begun.
 *
 * @param first of the first page that is wanted, of a page that comes alone, and of what has to be
 *     done before the pages are known
 * @param further of the others; its timeout is each page's
 */
public record DocumentTerms(Terms first, Terms further) {

  /** The same for the pages of a document that has been begun. */
  public DocumentTerms ofBegun() {
    return new DocumentTerms(first.ofBegun(), further.ofBegun());
  }

  /** How long each page may take. */
  public Duration timeout() {
    return further.timeout();
  }

  /**
   * The same once part of the request's time is over: what comes alone has what is left.
   *
   * @throws dev.quire.queue.RequestExpiredException if all of it is over
   */
  public DocumentTerms left(Deadline deadline) {
    return new DocumentTerms(deadline.left(first), further);
  }

  /**
   * The terms of a page.
   *
   * @param isFirst whether it is the first one that is wanted
   */
  public Terms of(boolean isFirst) {
    return isFirst ? first : further;
  }
}
