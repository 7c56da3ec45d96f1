package dev.quire.api.similarity;

import dev.quire.api.StageTimes;
import dev.quire.task.similarity.TextResult;
import dev.quire.worker.Served;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The rows of a request once all of them have been answered.
 *
 * @param rows in the order in which they were asked for, at least one
 */
record ServedRows(List<ServedRow> rows) {

  /**
   * One of them.
   *
   * @param createdNanos when its ticket was made
   */
  record ServedRow(Served<TextResult> served, long createdNanos) {

    private long endNanos() {
      return createdNanos + served.queueNanos() + served.runNanos();
    }

    /** Its stages, between the request's arrival and its answer. */
    StageTimes times(long arrivedNanos, long answeredNanos) {
      return StageTimes.served(
          createdNanos - arrivedNanos,
          served.queueNanos(),
          served.runNanos(),
          answeredNanos - arrivedNanos);
    }
  }

  ServedRows {
    rows = List.copyOf(rows);
    if (rows.isEmpty()) {
      throw new IllegalArgumentException("A request has at least one row");
    }
  }

  /** What the model said of each row. */
  List<TextResult> results() {
    return rows.stream().map(row -> row.served().result()).toList();
  }

  /** The names of the devices that ran them, each once, in the names' order. */
  List<String> devices() {
    return rows.stream().map(row -> row.served().device().name()).distinct().sorted().toList();
  }

  /** The coarsest arithmetic that any of them was computed in. */
  String precision() {
    return rows.stream()
        .map(row -> row.served().precision())
        .max(Comparator.naturalOrder())
        .orElseThrow()
        .name()
        .toLowerCase(Locale.ROOT);
  }

  /**
   * The row that was served last.
   *
   * @param arrivedNanos when the request arrived
   */
  ServedRow last(long arrivedNanos) {
    // times of this clock are compared by their distance from one of them
    return rows.stream()
        .max(Comparator.comparingLong(row -> row.endNanos() - arrivedNanos))
        .orElseThrow();
  }
}
