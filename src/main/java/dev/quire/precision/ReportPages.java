package dev.quire.precision;

import dev.quire.model.Resolution;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PreparedPage;
import java.util.List;

/** The pages that a report is made on. */
@FunctionalInterface
public interface ReportPages {

  /**
   * Prepares the pages; asked for once for each resolution.
   *
   * @return the pages, always the same and in the same order, at least one
   */
  List<PreparedPage> prepared(LayoutTask task, Resolution resolution);
}
