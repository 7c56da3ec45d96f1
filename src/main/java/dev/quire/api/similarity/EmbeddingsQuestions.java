package dev.quire.api.similarity;

import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.api.similarity.EmbeddingsQuestion.Encoding;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Reads the bodies of {@code POST /v1/embeddings} as OpenAI's clients send them. As with OpenAI, an
 * optional field that is null counts as absent. Thread-safe.
 */
final class EmbeddingsQuestions {

  private final JsonBodies bodies = new JsonBodies();
  private final SimilarityLimits limits;

  EmbeddingsQuestions(SimilarityLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one.
   *
   * @param body JSON, UTF-8
   * @throws ProblemException if it is not of the endpoint's form, or asks for too much
   */
  EmbeddingsQuestion read(byte[] body) {
    return bodies.read(
        body,
        json -> {
          TextIntake intake = new TextIntake(limits);
          Draft draft = new Draft(json, intake);
          json.object(
              draft::field,
              "'input' and perhaps 'model', 'encoding_format', 'dimensions' and 'user'");
          EmbeddingsQuestion question = draft.question();
          intake.requireWithinLimits();
          return question;
        });
  }

  /** The fields that were read so far. */
  private static final class Draft {

    private final JsonReader json;
    private final TextIntake intake;
    private List<String> texts;
    private Optional<String> model = Optional.empty();
    private Encoding encoding = Encoding.FLOAT;
    private OptionalInt dimensions = OptionalInt.empty();

    Draft(JsonReader json, TextIntake intake) {
      this.json = json;
      this.intake = intake;
    }

    boolean field(String name) throws IOException {
      switch (name) {
        case "input" -> texts = input();
        case "model" -> model = json.isNull() ? model : Optional.of(json.text());
        case "encoding_format" -> encoding = json.isNull() ? encoding : encoding();
        case "dimensions" ->
            dimensions = json.isNull() ? dimensions : OptionalInt.of(json.positive());
        case "user" -> {
          if (!json.isNull()) {
            json.text();
          }
        }
        default -> {
          return false;
        }
      }
      return true;
    }

    private List<String> input() throws IOException {
      if (json.isText()) {
        return List.of(intake.text(json));
      }
      if (!json.isArray()) {
        throw json.mismatch("a string or an array of strings");
      }
      return intake.list(json, this::element);
    }

    private String element() throws IOException {
      if (json.isNumber() || json.isArray()) {
        throw JsonReader.malformed(
            json.place() + " is of tokens, whose numbers are another model's; expected a string");
      }
      return intake.text(json);
    }

    private Encoding encoding() throws IOException {
      String name = json.text();
      return switch (name) {
        case "float" -> Encoding.FLOAT;
        case "base64" -> Encoding.BASE64;
        default ->
            throw new ProblemException(
                ProblemType.INVALID_PARAMETER,
                "encoding_format must be float or base64, not " + new Quoted(name));
      };
    }

    EmbeddingsQuestion question() {
      if (texts == null) {
        throw JsonReader.malformed("input is missing");
      }
      return new EmbeddingsQuestion(texts, model, encoding, dimensions);
    }
  }
}
