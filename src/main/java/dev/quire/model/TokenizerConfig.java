package dev.quire.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * The parts of Hugging Face's {@code tokenizer_config.json} that the service reads.
 *
 * @param longest a length, or a number beyond all where the tokenizer has no limit
 */
@JsonIgnoreProperties(ignoreUnknown = true)
record TokenizerConfig(
    @JsonProperty("do_lower_case") Boolean lowerCase,
    @JsonProperty("model_max_length") Double longest) {

  static final TokenizerConfig EMPTY = new TokenizerConfig(null, null);
}
