package dev.quire.api.layout;

import dev.quire.api.layout.LayoutService.Answered;
import java.util.Optional;

/** How one page of a document turned out. */
public sealed interface PageOutcome {

  /** The page's number, from 1. */
  int number();

  /** It has a layout, and a picture if one was wanted. */
  record LaidOut(int number, Answered answered, Optional<PictureAnswer> picture)
      implements PageOutcome {

    /** What is said of it. */
    LayoutAnswer answer() {
      return picture.map(answered.answer()::with).orElse(answered.answer());
    }
  }

  /** Something was wrong with it. */
  record Failed(int number, Throwable cause) implements PageOutcome {}
}
