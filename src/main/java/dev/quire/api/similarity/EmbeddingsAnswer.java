package dev.quire.api.similarity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.similarity.EmbeddingsQuestion.Encoding;
import dev.quire.task.similarity.Embedding;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code POST /v1/embeddings}, in OpenAI's form. */
@Schema(name = "Embeddings", description = "A vector of length 1 for each text")
record EmbeddingsAnswer(
    @Schema(enumeration = "list") String object,
    List<TextEmbedding> data,
    @Schema(examples = "pair-mini") String model,
    Usage usage,
    @Schema(description = "The texts that were too long for the model; absent without any")
        @JsonInclude(JsonInclude.Include.NON_EMPTY)
        List<TruncatedText> truncated) {

  EmbeddingsAnswer(
      List<TextEmbedding> data, String model, int tokens, List<TruncatedText> truncated) {
    this("list", data, model, new Usage(tokens, tokens), truncated);
  }

  /**
   * A text's embedding.
   *
   * @param index the text's place in the input, from 0
   */
  @Schema(name = "Embedding")
  record TextEmbedding(
      @Schema(enumeration = "embedding") String object,
      int index,
      @Schema(
              description =
                  "Numbers, or Base64 of float32 values, little-endian, with encoding_format base64",
              type = SchemaType.ARRAY,
              implementation = float.class)
          Coordinates embedding) {

    TextEmbedding(int index, Coordinates embedding) {
      this("embedding", index, embedding);
    }
  }

  /** An embedding's values as they are written. */
  sealed interface Coordinates {

    /** In the encoding that the request wants. */
    static Coordinates of(Embedding embedding, Encoding encoding) {
      return switch (encoding) {
        case FLOAT -> new Numbers(embedding.values());
        case BASE64 -> new Text(base64(embedding.values()));
      };
    }

    private static String base64(float[] values) {
      ByteBuffer bytes =
          ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(values);
      return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** One by one. */
    record Numbers(@JsonValue float[] values) implements Coordinates {}

    /** In Base64. */
    record Text(@JsonValue String base64) implements Coordinates {}
  }

  /** The tokens of all texts, special ones included; a text that occurs twice counts twice. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(name = "EmbeddingsUsage")
  record Usage(int promptTokens, int totalTokens) {}

  /**
   * What of a text the model did not read.
   *
   * @param index its place in the input, from 0
   * @param tokens tokens left out at its end
   */
  record TruncatedText(int index, int tokens) {}
}
