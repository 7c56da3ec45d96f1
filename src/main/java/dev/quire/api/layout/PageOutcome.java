package dev.quire.api.layout;

import dev.quire.api.layout.LayoutService.Answered;
import java.util.List;

/** How one page of a document turned out. */
public sealed interface PageOutcome {

  /** The page's number, from 1. */
  int number();

  /** It has a layout, and the pictures that were wanted. */
  record LaidOut(int number, Answered answered, List<PictureAnswer> pictures)
      implements PageOutcome {

    /** What is said of it, with the first picture. */
    LayoutAnswer answer() {
      LayoutAnswer answer = answered.answer();
      return pictures.isEmpty() ? answer : answer.with(pictures.get(0));
    }
  }

  /** Something was wrong with it. */
  record Failed(int number, Throwable cause) implements PageOutcome {}

  /** Its layout; throws what was wrong with it if it has none. */
  default LaidOut laidOut() {
    if (this instanceof LaidOut laidOut) {
      return laidOut;
    }
    Throwable cause = ((Failed) this).cause();
    if (cause instanceof Error e) {
      throw e;
    }
    throw cause instanceof RuntimeException e ? e : new IllegalStateException(cause);
  }
}
