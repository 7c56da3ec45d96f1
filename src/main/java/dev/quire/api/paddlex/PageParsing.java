package dev.quire.api.paddlex;

import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;

/** What {@code POST /layout-parsing} does here, as the models that there are allow. Thread-safe. */
@Singleton
public class PageParsing {

  private final LayoutParsing layouts;
  private final Instance<DocumentParsing> reading;

  PageParsing(LayoutParsing layouts, Instance<DocumentParsing> reading) {
    this.layouts = layouts;
    this.reading = reading;
  }

  /** Whether pages are read, and not only laid out. */
  public boolean reads() {
    return reading.isResolvable();
  }

  /** The operation. */
  public DocumentOperation operation() {
    return reads() ? reading.get() : layouts;
  }
}
