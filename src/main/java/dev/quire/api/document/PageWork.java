package dev.quire.api.document;

import dev.quire.api.Deadline;
import dev.quire.image.PageImage;
import dev.quire.picture.PictureOptions;
import dev.quire.queue.Outcome;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Uni;
import java.util.List;

/**
 * What is done with each page of a document: its regions found, its lines read. Thread-safe.
 *
 * @param <A> what comes of a page
 */
public interface PageWork<A> extends PageTask {

  /** Whether it looks at the text layers of PDF pages. */
  default boolean wantsTextLayers() {
    return false;
  }

  /**
   * Does it for a page that has a deadline already, and whose outcome the caller counts.
   *
   * @param source where the page comes from
   * @param terms for whom and how urgently; the deadline counts for its timeout
   * @return fails also when the page's time is over; never blocks
   */
  Uni<A> page(PageSource source, Terms terms, Deadline deadline);

  /** How a page ended that came to an answer. */
  Outcome outcome(A answer);

  /**
   * Draws what came of a page on it.
   *
   * @param pictures those wanted, at least one
   * @return an image file for each of them, or as many as there are of what one of them shows
   */
  List<byte[]> paint(PageImage page, A answer, List<PictureOptions> pictures);

  /**
   * What image files that were painted count for in an answer that has each of them once, as
   * Base64.
   *
   * @return in bytes; more than the files have if the answer says them more often
   */
  default long weight(List<byte[]> files) {
    return files.stream().mapToLong(file -> file.length).sum();
  }
}
