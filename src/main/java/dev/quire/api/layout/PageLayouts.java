package dev.quire.api.layout;

import dev.quire.api.Deadline;
import dev.quire.api.document.PageSource;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Uni;

/** Lays pages out. Thread-safe. */
public interface PageLayouts {

  /**
   * Makes sure that a document may be begun, whose pages then are {@link Terms#ofBegun}.
   *
   * @throws dev.quire.queue.RequestRefusedException if the service stops
   */
  void requireOpen();

  /**
   * Finds the regions of a page that has a deadline already, and whose outcome the caller counts.
   *
   * @param source where the page comes from
   * @param terms for whom and how urgently; the deadline counts for its timeout
   * @return fails as {@link PageInference#rows} does, and when its time is over; never blocks
   */
  Uni<Answered> page(PageSource source, LayoutOptions options, Terms terms, Deadline deadline);
}
