package dev.quire.fuzz;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.util.ArrayList;
import java.util.List;

/**
 * Requests of the endpoints that take JSON: each field as it should be, or almost, or not at all;
 * then the text itself may be damaged.
 */
final class JsonAsks implements Asks {

  private static final String INFER = "/v2/models/layout-parsing/infer";
  private static final String INFER_TEXT = "/v2/models/ocr/infer";

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

  private final JsonValues values;
  private final JsonRequests json;

  /**
   * @param files those that are sent in Base64, whole and damaged
   */
  JsonAsks(List<byte[]> files) {
    this.values = new JsonValues(files);
    this.json = new JsonRequests(values);
  }

  @Override
  public Ask next(Dice dice) {
    return switch (dice.below(10)) {
      case 0, 1, 2, 3, 4 -> json.ask("/layout-parsing", parsing(dice), Dialect.PADDLEX, dice);
      case 5, 6 -> json.ask("/ocr", reading(dice), Dialect.PADDLEX, dice);
      case 7 -> json.ask(INFER_TEXT, inference(reading(dice), dice), Dialect.INFERENCE, dice);
      case 8 -> json.ask("/object-detection", detection(dice), Dialect.PADDLEX, dice);
      default -> json.ask(INFER, inference(parsing(dice), dice), Dialect.INFERENCE, dice);
    };
  }

  private String parsing(Dice dice) {
    List<String> fields = new ArrayList<>();
    json.add(fields, "file", values.file(dice), 40, dice);
    json.add(
        fields, "fileType", dice.of("0", "1", "1", "1", "\"1\"", "1.0", "2", "null"), 20, dice);
    wishes(fields, "layoutThreshold", dice);
    json.sometimes(fields, "markdownIgnoreLabels", values.labels(dice), dice);
    json.sometimes(fields, "useLayoutDetection", dice.of("true", "true", "false", "null"), dice);
    return json.object(fields, dice);
  }

  private String reading(Dice dice) {
    List<String> fields = new ArrayList<>();
    json.add(fields, "file", values.file(dice), 40, dice);
    json.add(
        fields, "fileType", dice.of("0", "1", "1", "1", "\"1\"", "1.0", "2", "null"), 20, dice);
    json.sometimes(fields, "useDocOrientationClassify", values.flag(dice), dice);
    json.sometimes(fields, "useDocUnwarping", values.flag(dice), dice);
    json.sometimes(fields, "useTextlineOrientation", values.flag(dice), dice);
    json.sometimes(fields, "textDetLimitSideLen", dice.of("64", "960", "0", "1e9"), dice);
    json.sometimes(
        fields, "textDetLimitType", dice.of("\"min\"", "\"max\"", "\"MAX\"", "\"\""), dice);
    json.sometimes(fields, "textDetThresh", values.threshold(dice), dice);
    json.sometimes(fields, "textDetBoxThresh", values.threshold(dice), dice);
    json.sometimes(fields, "textDetUnclipRatio", values.unclip(dice), dice);
    json.sometimes(fields, "textRecScoreThresh", values.threshold(dice), dice);
    json.sometimes(fields, "returnWordBox", values.flag(dice), dice);
    if (!dice.oneIn(8)) {
      json.add(fields, "visualize", values.flag(dice), 40, dice);
    }
    json.sometimes(fields, dice.of(IGNORED), values.any(dice), dice);
    return json.object(fields, dice);
  }

  private String detection(Dice dice) {
    List<String> fields = new ArrayList<>();
    json.add(fields, "image", values.file(dice), 40, dice);
    wishes(fields, "threshold", dice);
    return json.object(fields, dice);
  }

  private void wishes(List<String> fields, String threshold, Dice dice) {
    json.sometimes(fields, threshold, values.threshold(dice), dice);
    json.sometimes(fields, "layoutNms", values.flag(dice), dice);
    json.sometimes(fields, "layoutUnclipRatio", values.unclip(dice), dice);
    json.sometimes(
        fields,
        "layoutMergeBboxesMode",
        values.word(dice, true, "large", "small", "union", "LARGE", ""),
        dice);
    json.sometimes(
        fields,
        "layoutShapeMode",
        values.word(dice, false, "rect", "quad", "poly", "auto", "Auto"),
        dice);
    if (!dice.oneIn(8)) {
      json.add(fields, "visualize", values.flag(dice), 40, dice);
    }
    json.sometimes(fields, "logId", dice.oneIn(2) ? "\"a\"" : values.any(dice), dice);
    json.sometimes(fields, dice.of(IGNORED), values.any(dice), dice);
  }

  private String inference(String request, Dice dice) {
    List<String> input = new ArrayList<>();
    json.add(input, "name", dice.oneIn(20) ? "\"Input\"" : "\"input\"", 60, dice);
    json.add(input, "shape", dice.of("[1,1]", "[1]", "[1,1,1]", "[-1,2147483647]", "{}"), 60, dice);
    json.add(input, "datatype", dice.oneIn(20) ? "\"FP32\"" : "\"BYTES\"", 60, dice);
    String text = text(request);
    String data = dice.oneIn(10) ? dice.of("[]", text, "[%s,%s]", "[[1]]", "[[[%s]]]") : "[%s]";
    json.add(input, "data", data.replace("%s", text), 40, dice);
    String tensor = json.object(input, dice);
    List<String> fields = new ArrayList<>();
    json.sometimes(fields, "id", dice.oneIn(2) ? "\"42\"" : values.any(dice), dice);
    String tensors = dice.oneIn(20) ? "[" + tensor + "," + tensor + "]" : "[" + tensor + "]";
    json.add(fields, "inputs", tensors, 40, dice);
    json.add(fields, "outputs", "[{\"name\":\"output\"}]", 20, dice);
    return json.object(fields, dice);
  }

  private static String text(String json) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(json)) + "\"";
  }
}
