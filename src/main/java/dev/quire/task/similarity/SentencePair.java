package dev.quire.task.similarity;

import java.util.Objects;

/** Two texts to be compared, in this order. */
public record SentencePair(String first, String second) {

  public SentencePair {
    Objects.requireNonNull(first, "first");
    Objects.requireNonNull(second, "second");
  }
}
