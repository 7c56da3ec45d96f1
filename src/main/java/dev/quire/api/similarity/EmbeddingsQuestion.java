package dev.quire.api.similarity;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a request to {@code POST /v1/embeddings} asks.
 *
 * @param texts to be embedded, at least one
 * @param model the model to do it, where the client insists on one
 * @param encoding how the answer writes the embeddings
 * @param dimensions how many the client expects, where it says so
 */
record EmbeddingsQuestion(
    List<String> texts, Optional<String> model, Encoding encoding, OptionalInt dimensions) {

  EmbeddingsQuestion {
    texts = List.copyOf(texts);
  }

  /** How an embedding is written. */
  enum Encoding {
    /** A list of numbers. */
    FLOAT,
    /** Base64 of its float32 values, little-endian. */
    BASE64
  }
}
