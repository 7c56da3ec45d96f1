package dev.quire.api.similarity;

import dev.quire.api.StageTimes;
import dev.quire.task.similarity.PreparedText;
import java.util.List;

/**
 * A request whose texts have become rows, and that knows how the rows' results become its answer.
 *
 * @param <T> the answer
 */
interface PreparedRequest<T> {

  /** The rows to be run, at least one, in any batches and in any order. */
  List<PreparedText> rows();

  /**
   * Makes the answer.
   *
   * @param served the results of the rows, in their order
   * @throws dev.quire.api.problem.ProblemException if the request expected something else
   */
  T answer(ServedRows served, StageTimes times);

  /** Number of tokens of all rows, special ones included, padding not. */
  default int tokens() {
    return rows().stream().mapToInt(PreparedText::length).sum();
  }
}
