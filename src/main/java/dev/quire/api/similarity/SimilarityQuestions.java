package dev.quire.api.similarity;

import dev.quire.api.problem.ProblemException;
import dev.quire.task.similarity.SentencePair;
import java.io.IOException;
import java.util.List;

/** Reads the bodies of {@code POST /v1/similarity}. Thread-safe. */
final class SimilarityQuestions {

  private static final String FORMS = "'pairs', or 'source' and 'candidates'";

  private final JsonBodies bodies = new JsonBodies();
  private final SimilarityLimits limits;

  SimilarityQuestions(SimilarityLimits limits) {
    this.limits = limits;
  }

  /**
   * Reads one.
   *
   * @param body JSON, UTF-8
   * @throws ProblemException if it is not of the endpoint's form, or asks for too much
   */
  SimilarityQuestion read(byte[] body) {
    return bodies.read(
        body,
        json -> {
          TextIntake intake = new TextIntake(limits);
          Draft draft = new Draft(json, intake);
          json.object(draft::field, "'pairs', or 'source' and 'candidates' and perhaps 'top_k'");
          SimilarityQuestion question = draft.question();
          intake.requireWithinLimits();
          return question;
        });
  }

  /** The fields that were read so far. */
  private static final class Draft {

    private final JsonReader json;
    private final TextIntake intake;
    private List<SentencePair> pairs;
    private String source;
    private List<String> candidates;
    private Integer top;

    Draft(JsonReader json, TextIntake intake) {
      this.json = json;
      this.intake = intake;
    }

    boolean field(String name) throws IOException {
      switch (name) {
        case "pairs" -> pairs = intake.list(json, this::pair);
        case "source" -> source = intake.text(json);
        case "candidates" -> candidates = intake.list(json, () -> intake.text(json));
        case "top_k" -> top = json.positive();
        default -> {
          return false;
        }
      }
      return true;
    }

    private SentencePair pair() throws IOException {
      PairDraft pair = new PairDraft();
      json.object(pair::field, "'a' and 'b'");
      return new SentencePair(present("a", pair.first), present("b", pair.second));
    }

    SimilarityQuestion question() {
      boolean ranking = source != null || candidates != null || top != null;
      if (pairs == null && !ranking) {
        throw JsonReader.malformed("The body has no texts; expected " + FORMS);
      }
      if (pairs == null) {
        return SimilarityQuestion.Ranking.of(
            present("source", source),
            present("candidates", candidates),
            top == null ? Integer.MAX_VALUE : top);
      }
      if (ranking) {
        String other = source != null ? "source" : candidates != null ? "candidates" : "top_k";
        throw JsonReader.malformed(
            "The body has both 'pairs' and '%s'; expected %s".formatted(other, FORMS));
      }
      return new SimilarityQuestion.Pairs(pairs);
    }

    private <T> T present(String field, T value) {
      if (value == null) {
        throw JsonReader.malformed(json.place(field) + " is missing");
      }
      return value;
    }

    private final class PairDraft {

      private String first;
      private String second;

      boolean field(String name) throws IOException {
        switch (name) {
          case "a" -> first = intake.text(json);
          case "b" -> second = intake.text(json);
          default -> {
            return false;
          }
        }
        return true;
      }
    }
  }
}
