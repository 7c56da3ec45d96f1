package dev.quire.model;

import java.util.Objects;

/**
 * A model of sentence similarity as its folder describes it. Immutable.
 *
 * @param files its name with its graph and weights
 * @param mode what it reads at once
 * @param vocabulary its tokenizer: a {@code vocab.txt}, or a {@code tokenizer.json}
 * @param lowerCase whether a {@code vocab.txt} is one of lower-case tokens without accents
 * @param maxLength most tokens a row, special ones included, {@value #LEAST_LENGTH} to {@value
 *     #LONGEST}
 * @param maxBatch most rows in one run; {@link Integer#MAX_VALUE} where the descriptor sets none
 * @param license SPDX identifier, or empty
 * @param description one line for people, or empty
 */
public record SimilarityModel(
    ModelFiles files,
    SimilarityMode mode,
    ModelFile vocabulary,
    boolean lowerCase,
    int maxLength,
    int maxBatch,
    String license,
    String description) {

  /** The task's name: sentence pairs in, scores out. */
  public static final String SIMILARITY = "similarity";

  /** Fewer would hardly hold a word of each sentence beside the special tokens. */
  public static final int LEAST_LENGTH = 8;

  /** BERT has no more positions. */
  public static final int LONGEST = 512;

  /** The length where nobody says. */
  public static final int USUAL_LENGTH = 128;

  public SimilarityModel {
    Objects.requireNonNull(files, "files");
    Objects.requireNonNull(mode, "mode");
    Objects.requireNonNull(vocabulary, "vocabulary");
    Objects.requireNonNull(license, "license");
    Objects.requireNonNull(description, "description");
    if (maxLength < LEAST_LENGTH || maxLength > LONGEST) {
      throw new IllegalArgumentException(
          "max_length must be %d to %d, not %d".formatted(LEAST_LENGTH, LONGEST, maxLength));
    }
    if (maxBatch < 1) {
      throw new IllegalArgumentException("max_batch must be at least 1, not " + maxBatch);
    }
  }

  /** What configuration, metrics and answers call it. */
  public String name() {
    return files.name();
  }

  /** Its graph with its weights. */
  public ModelFile file() {
    return files.graph();
  }

  /**
   * The same model in another file, such as one that a graph pass has made of its own.
   *
   * @param other graph and weights
   */
  public SimilarityModel with(ModelFile other) {
    return new SimilarityModel(
        new ModelFiles(name(), other),
        mode,
        vocabulary,
        lowerCase,
        maxLength,
        maxBatch,
        license,
        description);
  }
}
