package dev.quire.api.document;

import dev.quire.api.problem.Problem;
import java.util.List;

/**
 * How a task writes what came of pages as JSON. Thread-safe.
 *
 * @param <A> what comes of a page
 * @param <P> a page of several in an answer
 * @param <D> the answer for a document
 */
public interface PageForm<A, P, D> {

  /**
   * A page that has an answer.
   *
   * @param pageCount how many pages the document has
   */
  P done(PageOutcome.Done<A> page, int pageCount);

  /**
   * A page that has none.
   *
   * @param number from 1
   * @param pageCount how many pages the document has
   */
  P failed(int number, int pageCount, Problem problem);

  /**
   * All pages that were wanted.
   *
   * @param pageCount how many pages the document has
   */
  D document(int pageCount, List<P> pages);
}
