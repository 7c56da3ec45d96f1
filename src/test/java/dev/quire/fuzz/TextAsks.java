package dev.quire.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Requests about texts: pairs, candidates, texts to embed, as they should be or almost. */
final class TextAsks implements Asks {

  private static final List<String> TEXTS =
      List.of(
          "\"How do I pay back my loan?\"",
          "\"明天会下雨吗\"",
          "\"a\"",
          "\"Ａ１。\"",
          "\"e\\u0301\"",
          "\"\\u0000\\ufffd\"",
          "\"\\ud83d\\ude00\\u200d\"",
          "\"[CLS] [SEP] [PAD] ##a\"",
          "\"\\n\\t x \"",
          "\"" + "长".repeat(600) + "\"",
          "\"" + "word ".repeat(300) + "\"",
          "\"" + "x".repeat(20_000) + "\"",
          "\"" + "x".repeat(20_001) + "\"");

  private final JsonValues values = new JsonValues(List.of(new byte[] {1}));
  private final JsonRequests json = new JsonRequests(values);

  @Override
  public Ask next(Dice dice) {
    return switch (dice.below(4)) {
      case 0 -> json.ask("/v1/similarity", candidates(dice), Dialect.TEXTS, dice);
      case 1 -> json.ask("/v1/embeddings", embeddings(dice), Dialect.TEXTS, dice);
      default -> json.ask("/v1/similarity", pairs(dice), Dialect.TEXTS, dice);
    };
  }

  private String pairs(Dice dice) {
    List<String> fields = new ArrayList<>();
    json.add(fields, "pairs", list(dice, this::pair), 20, dice);
    json.sometimes(
        fields, dice.of("source", "top_k", "pair", "a", "model"), values.any(dice), dice);
    return json.object(fields, dice);
  }

  private String pair(Dice dice) {
    List<String> fields = new ArrayList<>();
    json.add(fields, "a", text(dice), 60, dice);
    json.add(fields, "b", text(dice), 60, dice);
    return json.object(fields, dice);
  }

  private String candidates(Dice dice) {
    List<String> fields = new ArrayList<>();
    json.add(fields, "source", text(dice), 20, dice);
    json.add(fields, "candidates", list(dice, TextAsks::text), 20, dice);
    json.sometimes(fields, "top_k", dice.of("1", "2", "0", "-1", "1.0", "\"1\"", "1e9"), dice);
    return json.object(fields, dice);
  }

  private String embeddings(Dice dice) {
    List<String> fields = new ArrayList<>();
    json.add(fields, "input", dice.oneIn(3) ? text(dice) : list(dice, TextAsks::text), 20, dice);
    json.sometimes(fields, "model", dice.of("\"pair-mini\"", "\"ada\"", "\"\""), dice);
    json.sometimes(
        fields, "encoding_format", dice.of("\"float\"", "\"base64\"", "\"FLOAT\""), dice);
    json.sometimes(fields, "dimensions", dice.of("8", "96", "0", "\"8\"", "null"), dice);
    json.sometimes(fields, "user", dice.oneIn(2) ? "\"me\"" : values.any(dice), dice);
    return json.object(fields, dice);
  }

  private interface Element {
    String next(Dice dice);
  }

  private static String list(Dice dice, Element element) {
    int length = dice.oneIn(30) ? 0 : 1 + dice.below(6);
    if (dice.oneIn(200)) {
      length = 1_000 + dice.below(2);
    }
    return IntStream.range(0, length)
        .mapToObj(i -> element.next(dice))
        .collect(Collectors.joining(",", "[", "]"));
  }

  private static String text(Dice dice) {
    return dice.of(TEXTS);
  }
}
