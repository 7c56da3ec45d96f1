package dev.quire.api;

import dev.quire.queue.Terms;
import java.time.Duration;

/**
 * The terms of a document's pages. Each page's time counts from when it is begun.
 *
 * @param first of the first page that is wanted, and of a page that comes alone
 * @param further of the others, with the same timeout
 */
public record DocumentTerms(Terms first, Terms further) {

  /** How long each page may take. */
  public Duration timeout() {
    return first.timeout();
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
