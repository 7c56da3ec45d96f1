package dev.quire.model;

import java.util.Objects;

/** What a model of sentence similarity reads at once, and with that what its answer means. */
public sealed interface SimilarityMode {

  /**
   * Both sentences in one row, {@code [CLS] A [SEP] B [SEP]}: the score is the probability that
   * they are similar.
   *
   * @param similar index of the similar pairs' label among the {@code logits}, from 0
   */
  record CrossEncoder(int similar) implements SimilarityMode {

    public CrossEncoder {
      if (similar < 0) {
        throw new IllegalArgumentException("similar must be at least 0, not " + similar);
      }
    }
  }

  /**
   * A sentence a row, {@code [CLS] A [SEP]}: the score is the cosine of the two embeddings.
   *
   * @param pooling how a sentence's embedding comes of its tokens', where the graph leaves that
   *     open
   */
  record BiEncoder(Pooling pooling) implements SimilarityMode {

    public BiEncoder {
      Objects.requireNonNull(pooling, "pooling");
    }
  }
}
