package dev.quire.api.similarity;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.quire.api.StageTimes;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The answer of {@code POST /v1/similarity}, in one of its two forms. */
sealed interface SimilarityAnswer {

  /** Of pairs: a score for each. */
  @Schema(name = "Similarities", description = "How similar each pair is, and what served them")
  @JsonNaming(SnakeCaseStrategy.class)
  record Scores(
      @Schema(examples = "pair-mini") String model,
      @Schema(enumeration = {"cross-encoder", "bi-encoder"}) String mode,
      @Schema(
              description = "What a score is: a cross-encoder's probability or bi-encoder's cosine",
              enumeration = {"probability", "cosine"})
          Measure measure,
      @Schema(
              description =
                  "One for each pair, in the pairs' order: 0 to 1 of a probability, -1 to 1 of a"
                      + " cosine",
              examples = "[0.9312, 0.1277]")
          List<Double> scores,
      @Schema(description = "The pairs that were too long for the model; absent without any")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<TruncatedPair> truncated,
      @Schema(description = "Number of rows that the model ran") int rows,
      @Schema(description = "Number of tokens in them: special ones included, padding not")
          int tokens,
      Timing timing,
      @Schema(description = "The devices that ran the rows", examples = "[\"cpu\"]")
          List<String> devices,
      @Schema(description = "The arithmetic of the runs", examples = "fp32") String precision)
      implements SimilarityAnswer {}

  /** Of a source and candidates: the best of them. */
  @Schema(name = "Ranking", description = "The candidates most similar, and what served them")
  @JsonNaming(SnakeCaseStrategy.class)
  record Ranked(
      @Schema(examples = "pair-mini") String model,
      @Schema(enumeration = {"cross-encoder", "bi-encoder"}) String mode,
      @Schema(
              description = "What a score is: a cross-encoder's probability or bi-encoder's cosine",
              enumeration = {"probability", "cosine"})
          Measure measure,
      @Schema(description = "The best first, those of the same score in the candidates' order")
          List<RankedCandidate> ranked,
      @Schema(
              description =
                  "The candidates that were too long for the model, or were compared with a source"
                      + " that was; absent without any")
          @JsonInclude(JsonInclude.Include.NON_EMPTY)
          List<TruncatedCandidate> truncated,
      @Schema(description = "Number of rows that the model ran") int rows,
      @Schema(description = "Number of tokens in them: special ones included, padding not")
          int tokens,
      Timing timing,
      @Schema(description = "The devices that ran the rows", examples = "[\"cpu\"]")
          List<String> devices,
      @Schema(description = "The arithmetic of the runs", examples = "fp32") String precision)
      implements SimilarityAnswer {}

  /**
   * A candidate and its score.
   *
   * @param index its place among the candidates, from 0
   */
  record RankedCandidate(int index, double score) {}

  /**
   * What of a pair the model did not read.
   *
   * @param index its place among the pairs, from 0
   * @param a tokens left out at the end of the first text
   * @param b tokens left out at the end of the second text
   */
  record TruncatedPair(int index, int a, int b) {}

  /**
   * What of a candidate, and of the source beside it, the model did not read.
   *
   * @param index its place among the candidates, from 0
   * @param source tokens left out at the end of the source
   * @param candidate tokens left out at the end of the candidate
   */
  record TruncatedCandidate(int index, int source, int candidate) {}

  /** The stages of the request's life in milliseconds; {@code prepare} to {@code finish} add up. */
  @JsonNaming(SnakeCaseStrategy.class)
  @Schema(
      name = "SimilarityTiming",
      description = "In milliseconds; queue and run are those of the row that was served last")
  record Timing(double prepareMs, double queueMs, double runMs, double finishMs, double totalMs) {

    static Timing of(StageTimes times) {
      return new Timing(
          StageTimes.millis(times.prepare()),
          StageTimes.millis(times.queue()),
          StageTimes.millis(times.run()),
          StageTimes.millis(times.finish()),
          StageTimes.millis(times.total()));
    }
  }
}
