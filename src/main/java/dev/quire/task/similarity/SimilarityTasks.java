package dev.quire.task.similarity;

import dev.quire.model.ModelException;
import dev.quire.model.SimilarityModel;
import dev.quire.text.Tokenizer;
import dev.quire.text.TokenizerException;

/**
 * Makes the tasks of one model, all with the same tokenizer. Thread-safe until it is closed, which
 * the tasks do not outlive.
 */
public final class SimilarityTasks implements AutoCloseable {

  private final SimilarityModel model;
  private final Tokenizer tokenizer;

  private SimilarityTasks(SimilarityModel model, Tokenizer tokenizer) {
    this.model = model;
    this.tokenizer = tokenizer;
  }

  /**
   * Opens a model's tokenizer.
   *
   * @throws ModelException if its file is not what it should be, or the library that cuts texts
   *     cannot be used
   */
  public static SimilarityTasks open(SimilarityModel model) {
    try {
      return new SimilarityTasks(model, new SimilarityTokenizer().open(model));
    } catch (TokenizerException e) {
      throw new ModelException(e.getMessage(), e);
    }
  }

  /**
   * The task of a graph.
   *
   * @param contract what the graph takes
   */
  public SimilarityTask task(SimilarityContract contract) {
    return new SimilarityTask(model, tokenizer, contract);
  }

  /** Number of a text's tokens, special ones not counted, however many the model takes. */
  public int tokens(String text) {
    return tokenizer.encode(text).length;
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
