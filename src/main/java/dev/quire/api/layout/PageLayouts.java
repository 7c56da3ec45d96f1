package dev.quire.api.layout;

import dev.quire.api.Deadline;
import dev.quire.api.layout.LayoutService.Answered;
import dev.quire.model.Resolution;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutParameters;
import io.smallrye.mutiny.Uni;
import java.util.Optional;

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
   * @param resolution one of the model's to insist on; else the one now in force
   * @param terms for whom and how urgently; the deadline counts for its timeout
   * @return fails as {@link PageInference#rows} does, and when its time is over; never blocks
   */
  Uni<Answered> page(
      PageSource source,
      LayoutParameters parameters,
      Optional<Resolution> resolution,
      Terms terms,
      Deadline deadline);
}
