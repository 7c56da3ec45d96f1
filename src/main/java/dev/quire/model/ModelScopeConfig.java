package dev.quire.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.Optional;

/** The part of ModelScope's {@code configuration.json} that the service reads. */
@JsonIgnoreProperties(ignoreUnknown = true)
record ModelScopeConfig(String task) {

  static final ModelScopeConfig EMPTY = new ModelScopeConfig(null);

  /** What ModelScope's pipeline for the task does; nothing where it is another task. */
  Optional<SimilarityDescriptor.Mode> mode() {
    if (task == null) {
      return Optional.empty();
    }
    return switch (task) {
      case "sentence-similarity" -> Optional.of(SimilarityDescriptor.Mode.CROSS_ENCODER);
      case "sentence-embedding" -> Optional.of(SimilarityDescriptor.Mode.BI_ENCODER);
      default -> Optional.empty();
    };
  }
}
