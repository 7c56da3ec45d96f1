package dev.quire.api.paddlex;

import dev.quire.api.layout.PageSource;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Uni;

/** Lays pages out. Thread-safe. */
@FunctionalInterface
public interface PageLayouts {

  /**
   * The layout of a page.
   *
   * @param terms for whom, how urgently, and how long the page may take from now
   * @return fails as {@code LayoutService.layout} does; never blocks
   */
  Uni<PageLayout> layout(PageSource page, LayoutParameters parameters, Terms terms);
}
