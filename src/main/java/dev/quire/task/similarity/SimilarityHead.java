package dev.quire.task.similarity;

import java.util.List;

/** How results come of what a graph hands out. Immutable and thread-safe. */
public sealed interface SimilarityHead permits LogitsHead, StatesHead, SentenceHead {

  /** The output that is read, by its name in the graph. */
  String output();

  /**
   * The result of each row of a batch, in the order of the rows.
   *
   * @param outputs at least the one that is read
   * @throws IllegalStateException if it is not what the graph promised
   */
  List<TextResult> results(SimilarityOutputs outputs, List<PreparedText> items);
}
