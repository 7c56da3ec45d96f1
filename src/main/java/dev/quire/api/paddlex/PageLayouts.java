package dev.quire.api.paddlex;

import dev.quire.api.Deadline;
import dev.quire.api.layout.PageSource;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Uni;

/** Lays pages out. Thread-safe. */
@FunctionalInterface
public interface PageLayouts {

  /**
   * Makes sure that a document may be begun, whose pages then are {@link Terms#ofBegun}.
   *
   * @throws dev.quire.queue.RequestRefusedException if the service stops
   */
  default void requireOpen() {
    // open unless it says otherwise
  }

  /**
   * The layout of a page.
   *
   * @param terms for whom and how urgently
   * @param deadline how long the page may take; its outcome is the caller's to count
   * @return fails as {@code LayoutService.page} does; never blocks
   */
  Uni<PageLayout> layout(
      PageSource page, LayoutParameters parameters, Terms terms, Deadline deadline);
}
