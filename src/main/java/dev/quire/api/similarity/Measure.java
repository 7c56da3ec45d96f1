package dev.quire.api.similarity;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.quire.model.SimilarityMode;
import java.util.Locale;

/** What a score says, which depends on what the model reads at once. */
public enum Measure {
  /** That the two are similar, 0 to 1, by a cross-encoder. */
  PROBABILITY("cross-encoder"),
  /** Of the angle between the two embeddings, −1 to 1, by a bi-encoder. */
  COSINE("bi-encoder");

  private final String mode;

  Measure(String mode) {
    this.mode = mode;
  }

  static Measure of(SimilarityMode mode) {
    return mode instanceof SimilarityMode.CrossEncoder ? PROBABILITY : COSINE;
  }

  /** What the mode is called. */
  String mode() {
    return mode;
  }

  /** Its name in answers. */
  @JsonValue
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
