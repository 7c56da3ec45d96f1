package dev.quire.api.document;

import java.util.List;

/**
 * How one page of a document turned out.
 *
 * @param <A> what comes of a page
 */
public sealed interface PageOutcome<A> {

  /** The page's number, from 1. */
  int number();

  /** It has an answer, and the pictures that were wanted. */
  record Done<A>(int number, A answer, List<PictureAnswer> pictures) implements PageOutcome<A> {}

  /** Something was wrong with it. */
  record Failed<A>(int number, Throwable cause) implements PageOutcome<A> {}

  /** Its answer; throws what was wrong with it if it has none. */
  default Done<A> done() {
    if (this instanceof Done<A> done) {
      return done;
    }
    Throwable cause = ((Failed<A>) this).cause();
    if (cause instanceof Error e) {
      throw e;
    }
    throw cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
