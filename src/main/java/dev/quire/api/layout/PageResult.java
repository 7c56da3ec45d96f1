package dev.quire.api.layout;

import dev.quire.image.PageWarning;
import dev.quire.model.Resolution;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Served;
import java.util.List;

/**
 * The raw rows of a page and where they came from.
 *
 * @param decodeNanos the computation's: encoded bytes to pixels
 * @param resizeNanos the computation's: pixels to the model's resolution
 * @param prepareNanos the computation's: from its request's arrival to its ticket
 * @param warnings what the page does not show faithfully
 * @param served the rows and what computed them
 * @param source whose computation it was
 */
public record PageResult(
    Resolution resolution,
    long decodeNanos,
    long resizeNanos,
    long prepareNanos,
    List<PageWarning> warnings,
    Served<PageRows> served,
    Source source) {

  /** How a request came by its rows. */
  public enum Source {
    /** Computed for it. */
    COMPUTED,
    /** Computed for an identical page that was in flight. */
    SHARED,
    /** Kept from an earlier request. */
    CACHE
  }

  static PageResult computed(PreparedPage page, long prepareNanos, Served<PageRows> served) {
    return new PageResult(
        page.resolution(),
        page.decodeNanos(),
        page.resizeNanos(),
        prepareNanos,
        page.warnings(),
        served,
        Source.COMPUTED);
  }

  PageResult from(Source other) {
    return new PageResult(
        resolution, decodeNanos, resizeNanos, prepareNanos, warnings, served, other);
  }

  /** The memory that the rows hold. */
  int sizeInBytes() {
    return (int) Math.min(Integer.MAX_VALUE, served.result().sizeInBytes());
  }
}
