package dev.quire.fuzz;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Requests of the endpoints that take JSON: each field as it should be, or almost, or not at all;
 * then the text itself may be damaged.
 */
final class JsonAsks implements Asks {

  private static final String INFER = "/v2/models/layout-parsing/infer";

  /** What PaddleX's pipelines take besides, and this service ignores. */
  private static final List<String> IGNORED =
      List.of(
          "useDocUnwarping",
          "useOcrForImageBlock",
          "textDetThresh",
          "promptLabel",
          "temperature",
          "vlmExtraArgs",
          "prettifyMarkdown",
          "outputFormats",
          "__proto__",
          "class",
          "@type");

  private static final String MARKS = "\"{}[]:,\\0-";

  /** Bytes with which UTF-8 breaks. */
  private static final List<Integer> NO_UTF_8 =
      List.of(0, 0x80, 0xc0, 0xc1, 0xe0, 0xed, 0xf0, 0xf8, 0xff);

  private final JsonValues values;

  /**
   * @param files those that are sent in Base64, whole and damaged
   */
  JsonAsks(List<byte[]> files) {
    this.values = new JsonValues(files);
  }

  @Override
  public Ask next(Dice dice) {
    return switch (dice.below(10)) {
      case 0, 1, 2, 3, 4 -> ask("/layout-parsing", parsing(dice), Dialect.PADDLEX, dice);
      case 5, 6, 7 -> ask("/object-detection", detection(dice), Dialect.PADDLEX, dice);
      default -> ask(INFER, inference(dice), Dialect.INFERENCE, dice);
    };
  }

  private static Ask ask(String target, String json, Dialect dialect, Dice dice) {
    byte[] text = json.getBytes(charset(dice));
    byte[] body = dice.oneIn(6) ? damaged(text, dice) : text;
    return new Ask(target, Headers.ofJson(dice), body, dialect, false);
  }

  private static Charset charset(Dice dice) {
    return dice.oneIn(40)
        ? dice.of(
            StandardCharsets.UTF_16,
            StandardCharsets.UTF_16LE,
            StandardCharsets.ISO_8859_1,
            Charset.forName("UTF-32"))
        : StandardCharsets.UTF_8;
  }

  private String parsing(Dice dice) {
    List<String> fields = new ArrayList<>();
    add(fields, "file", values.file(dice), 40, dice);
    add(fields, "fileType", dice.of("0", "1", "1", "1", "\"1\"", "1.0", "2", "null"), 20, dice);
    wishes(fields, "layoutThreshold", dice);
    sometimes(fields, "markdownIgnoreLabels", values.labels(dice), dice);
    sometimes(fields, "useLayoutDetection", dice.of("true", "true", "false", "null"), dice);
    return object(fields, dice);
  }

  private String detection(Dice dice) {
    List<String> fields = new ArrayList<>();
    add(fields, "image", values.file(dice), 40, dice);
    wishes(fields, "threshold", dice);
    return object(fields, dice);
  }

  private void wishes(List<String> fields, String threshold, Dice dice) {
    sometimes(fields, threshold, values.threshold(dice), dice);
    sometimes(fields, "layoutNms", values.flag(dice), dice);
    sometimes(fields, "layoutUnclipRatio", values.unclip(dice), dice);
    sometimes(
        fields,
        "layoutMergeBboxesMode",
        values.word(dice, true, "large", "small", "union", "LARGE", ""),
        dice);
    sometimes(
        fields,
        "layoutShapeMode",
        values.word(dice, false, "rect", "quad", "poly", "auto", "Auto"),
        dice);
    if (!dice.oneIn(8)) {
      add(fields, "visualize", values.flag(dice), 40, dice);
    }
    sometimes(fields, "logId", dice.oneIn(2) ? "\"a\"" : values.any(dice), dice);
    sometimes(fields, dice.of(IGNORED), values.any(dice), dice);
  }

  private String inference(Dice dice) {
    List<String> input = new ArrayList<>();
    add(input, "name", dice.oneIn(20) ? "\"Input\"" : "\"input\"", 60, dice);
    add(input, "shape", dice.of("[1,1]", "[1]", "[1,1,1]", "[-1,2147483647]", "{}"), 60, dice);
    add(input, "datatype", dice.oneIn(20) ? "\"FP32\"" : "\"BYTES\"", 60, dice);
    String text = text(parsing(dice));
    String data = dice.oneIn(10) ? dice.of("[]", text, "[%s,%s]", "[[1]]", "[[[%s]]]") : "[%s]";
    add(input, "data", data.replace("%s", text), 40, dice);
    String tensor = object(input, dice);
    List<String> fields = new ArrayList<>();
    sometimes(fields, "id", dice.oneIn(2) ? "\"42\"" : values.any(dice), dice);
    String tensors = dice.oneIn(20) ? "[" + tensor + "," + tensor + "]" : "[" + tensor + "]";
    add(fields, "inputs", tensors, 40, dice);
    add(fields, "outputs", "[{\"name\":\"output\"}]", 20, dice);
    return object(fields, dice);
  }

  private static String text(String json) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(json)) + "\"";
  }

  private void sometimes(List<String> fields, String name, String value, Dice dice) {
    if (dice.oneIn(4)) {
      add(fields, name, value, 12, dice);
    }
  }

  /** A field; once in so many times without it, with another value, or twice. */
  private void add(List<String> fields, String name, String value, int times, Dice dice) {
    String field = "\"" + name + "\":";
    if (!dice.oneIn(times)) {
      fields.add(field + (dice.oneIn(times) ? values.any(dice) : value));
    }
    if (dice.oneIn(2 * times)) {
      fields.add(field + values.any(dice));
    }
  }

  private String object(List<String> fields, Dice dice) {
    String object = "{" + String.join(",", fields) + "}";
    return dice.oneIn(60)
        ? dice.of("[" + object + "]", object + object, "\uFEFF" + object, values.any(dice), "null")
        : object;
  }

  private static byte[] damaged(byte[] text, Dice dice) {
    if (text.length == 0 || dice.oneIn(30)) {
      return new byte[0];
    }
    // most bytes of most bodies are a file's: what is around it is at the ends
    int reach = dice.oneIn(2) ? Math.min(60, text.length) : text.length;
    int at = dice.oneIn(2) ? dice.below(reach) : text.length - 1 - dice.below(reach);
    byte[] damaged = text.clone();
    switch (dice.below(6)) {
      case 0 -> damaged = Arrays.copyOf(text, at);
      case 1 -> damaged[at] = (byte) MARKS.charAt(dice.below(MARKS.length()));
      case 2 -> damaged[at] ^= (byte) (1 << dice.below(8));
      case 3 -> damaged[at] = dice.of(NO_UTF_8).byteValue();
      case 4 -> {
        damaged = Arrays.copyOf(text, text.length + 1);
        System.arraycopy(text, at, damaged, at + 1, text.length - at);
      }
      default -> damaged[at] = (byte) dice.below(256);
    }
    return damaged;
  }
}
