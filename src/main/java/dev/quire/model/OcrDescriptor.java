package dev.quire.model;

import com.fasterxml.jackson.annotation.JsonProperty;

/** The service's own {@code ocr.yml}; see {@link ModelRepository}. */
record OcrDescriptor(
    String name,
    Part detection,
    @JsonProperty("line_orientation") Part lineOrientation,
    @JsonProperty("page_orientation") Part pageOrientation,
    Part recognition,
    String characters,
    @JsonProperty("mend_spaces") Boolean mendSpaces,
    String license,
    String description) {

  static final OcrDescriptor EMPTY =
      new OcrDescriptor(null, null, null, null, null, null, null, null, null);

  /**
   * One of the models.
   *
   * @param file its graph
   * @param sha256 what the file's SHA-256 has to be, in hexadecimal
   */
  record Part(String file, String sha256) {}
}
