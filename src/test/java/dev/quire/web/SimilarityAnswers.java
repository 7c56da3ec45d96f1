package dev.quire.web;

import java.util.List;
import java.util.stream.Collectors;

/** What the service answers about texts, for tests that give its answers themselves. */
final class SimilarityAnswers {

  static final String BI_ENCODER =
      "\"model\":\"pair-mini\",\"mode\":\"bi-encoder\",\"measure\":\"cosine\"";
  static final String CROSS_ENCODER =
      "\"model\":\"structbert\",\"mode\":\"cross-encoder\",\"measure\":\"probability\"";

  private SimilarityAnswers() {}

  /** A candidate's place in the question, and its score. */
  record Ranked(int index, double score) {}

  /** The score of a pair. */
  static String score(String model, double score) {
    return answer(model, "\"scores\":[%s]".formatted(score));
  }

  /** The score of a pair of which so many tokens were not read. */
  static String cutScore(double score, int a, int b) {
    return answer(
        BI_ENCODER,
        "\"scores\":[%s],\"truncated\":[{\"index\":0,\"a\":%d,\"b\":%d}]".formatted(score, a, b));
  }

  static String ranking(String model, Ranked... ranked) {
    return answer(model, ranked(ranked));
  }

  /**
   * A ranking where some texts were not read to the end.
   *
   * @param truncated entries as the service gives them
   */
  static String cutRanking(String truncated, Ranked... ranked) {
    return answer(BI_ENCODER, ranked(ranked) + ",\"truncated\":" + truncated);
  }

  static String problem(int status, String title, String detail) {
    return "{\"title\":\"%s\",\"status\":%d,\"detail\":\"%s\"}".formatted(title, status, detail);
  }

  private static String ranked(Ranked... ranked) {
    return List.of(ranked).stream()
        .map(each -> "{\"index\":%d,\"score\":%s}".formatted(each.index(), each.score()))
        .collect(Collectors.joining(",", "\"ranked\":[", "]"));
  }

  private static String answer(String model, String scores) {
    return """
        {%s,%s,"rows":5,"tokens":61,\
        "timing":{"prepare_ms":1.5,"queue_ms":0.2,"run_ms":3.1,"finish_ms":0.4,"total_ms":5.2},\
        "devices":["gpu:0","cpu"],"precision":"fp16"}"""
        .formatted(model, scores);
  }
}
