package dev.quire.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parts of Hugging Face's and ModelScope's {@code config.json} that the service reads. */
@JsonIgnoreProperties(ignoreUnknown = true)
record EncoderConfig(
    List<String> architectures,
    @JsonProperty("id2label") Map<Integer, String> labels,
    @JsonProperty("max_position_embeddings") Integer positions) {

  static final EncoderConfig EMPTY = new EncoderConfig(null, null, null);

  private static final String CLASSIFIER = "ForSequenceClassification";

  /** What the architecture says; nothing where there is none. */
  Optional<SimilarityDescriptor.Mode> mode() {
    if (architectures == null || architectures.isEmpty()) {
      return Optional.empty();
    }
    boolean classifies =
        architectures.stream().anyMatch(name -> name != null && name.endsWith(CLASSIFIER));
    return Optional.of(
        classifies
            ? SimilarityDescriptor.Mode.CROSS_ENCODER
            : SimilarityDescriptor.Mode.BI_ENCODER);
  }
}
