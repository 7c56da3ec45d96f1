package dev.quire.model;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;

/** The service's own {@code model.yml} of a similarity model; see {@link ModelRepository}. */
record SimilarityDescriptor(
    String name,
    String task,
    String file,
    Mode mode,
    Pooling pooling,
    String vocabulary,
    @JsonProperty("lower_case") Boolean lowerCase,
    @JsonProperty("max_length") Integer maxLength,
    @JsonProperty("max_batch") Integer maxBatch,
    @JsonProperty("similar_label") String similarLabel,
    String license,
    String description) {

  static final SimilarityDescriptor EMPTY =
      new SimilarityDescriptor(
          null, null, null, null, null, null, null, null, null, null, null, null);

  /** What kinds of {@link SimilarityMode} there are. */
  enum Mode {
    @JsonProperty("cross-encoder")
    CROSS_ENCODER,
    @JsonProperty("bi-encoder")
    BI_ENCODER;

    /** As the file has it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
