package dev.quire.fuzz;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Requests of pages whose file is whole and whose query and headers are not. */
final class QueryAsks implements Asks {

  private static final List<String> THRESHOLDS =
      List.of(
          "0",
          "1",
          "0.5",
          "0.30",
          "1e-400",
          "-0",
          "-0.0",
          "1.0000001",
          "-1",
          "1e400",
          "NaN",
          "Infinity",
          "0x1p-1",
          "0.5f",
          "0.5d",
          " 0.5 ",
          "0,5",
          "٠.٥",
          "",
          "half",
          "0.5.5",
          "+0.5",
          "0." + "3".repeat(900),
          "\0",
          "0.5,text:0.3",
          "text:0.3,text:0.4",
          "nothing:0.3",
          "text:,:0.3",
          "text:0.3,".repeat(900),
          "\ud83d\ude00");

  private static final List<String> MERGES =
      List.of("large", "text:small,large", "union", "LARGE", "text", ":", "text:large:small", "");

  private static final List<String> RATIOS =
      List.of(
          "1.1", "table:1x1.5,2", "1e300", "1e-300x1e300", "0", "-1", "x", "1x", "NaN", "1x1x1");

  private static final List<String> SHAPES =
      List.of("auto", "poly", "quad", "rect", "POLY", "round", "", "none");

  private static final List<String> PROFILES =
      List.of("paddlex", "rapidocr", "paddleocr", "PADDLEX", "", "none");

  private static final List<String> SIDES =
      List.of("64", "960", "0", "-1", "8001", "1e3", "99999999999", "", "x", "736.0");

  private static final List<String> LIMITS = List.of("min", "max", "MIN", "", "both");

  private static final List<String> UNCLIPS =
      List.of("1.5", "2", "0", "-1", "10", "1e300", "NaN", "x", "");

  private static final List<String> TEXTS =
      List.of("auto", "ocr", "layer", "lines", "AUTO", "", "none");

  private static final List<String> WRITINGS =
      List.of("auto", "ltr", "rtl", "vertical", "RTL", "", "up");

  private static final List<String> FLAGS =
      List.of("true", "false", "page", "yes", "1", "TRUE", "");

  private static final List<String> REFINEMENTS = List.of("paddlex", "none", "all", "");

  private static final List<String> FORMATS =
      List.of("json", "coco", "hocr", "alto", "COCO", "xml", "", "../json");

  private static final List<String> RESOLUTIONS =
      List.of(
          "640",
          "640x640",
          "320",
          "448",
          "512",
          "0",
          "-1",
          "640X640",
          "640×640",
          "x",
          "640x",
          "99999999999",
          "800x640",
          " 640",
          "",
          "640\0");

  private static final List<String> PAGES =
      List.of(
          "1",
          "1-",
          "1-1",
          "1,1,1",
          "1-2",
          "2",
          "0",
          "-1",
          "1--2",
          "2-1",
          "1-999999999",
          "999999999-",
          "1-9999999999",
          ",",
          "",
          " 1 ",
          "1, 1-",
          "a",
          "1,".repeat(1_000) + "1",
          "1-1,".repeat(700),
          "\uff11",
          "*",
          "1;2");

  private static final List<String> NAMES =
      List.of("Threshold", "threshold[]", "model", "", "page", "threshold ", "%", "a=b", "&");

  private static final List<String> ESCAPES =
      List.of("%00", "%ff", "%c0%ae", "%ED%A0%80", "%25zz", "+", "%0d%0aa:b", "%26", "==", "&&;");

  private final List<byte[]> pictures;
  private final List<byte[]> pdfs;

  QueryAsks(List<byte[]> pictures, List<byte[]> pdfs) {
    this.pictures = List.copyOf(pictures);
    this.pdfs = List.copyOf(pdfs);
  }

  @Override
  public Ask next(Dice dice) {
    boolean pdf = dice.oneIn(3);
    boolean hurried = dice.oneIn(10);
    String target = dice.of("/v1/layout", "/v1/layout", "/v1/ocr", "/v1/read");
    List<String> parameters = new ArrayList<>();
    add(parameters, "threshold", THRESHOLDS, dice);
    add(parameters, "pages", PAGES, dice);
    if (target.equals("/v1/layout")) {
      addOfLayout(parameters, dice);
    } else {
      addOfText(parameters, dice);
    }
    if (dice.oneIn(3)) {
      add(parameters, "visualize", FLAGS, dice);
      add(parameters, "format", FORMATS, dice);
    }
    if (dice.oneIn(4)) {
      add(parameters, dice.of(NAMES), THRESHOLDS, dice);
    }
    if (dice.oneIn(20)) {
      parameters.add("a=" + "b".repeat(dice.of(1_000, 3_000, 3_000, 20_000)));
    }
    String query = String.join(dice.oneIn(20) ? ";" : "&", parameters);
    return new Ask(
        target + (query.isEmpty() && dice.oneIn(2) ? "" : "?" + query),
        Headers.ofAnything(pdf ? "application/pdf" : "image/png", hurried, dice),
        dice.oneIn(40) ? new byte[0] : dice.of(pdf ? pdfs : pictures),
        Dialect.QUIRE,
        hurried);
  }

  private static void addOfLayout(List<String> parameters, Dice dice) {
    add(parameters, "resolution", RESOLUTIONS, dice);
    if (dice.oneIn(2)) {
      add(parameters, "merge", MERGES, dice);
      add(parameters, "unclip", RATIOS, dice);
      add(parameters, "shape", SHAPES, dice);
      add(parameters, "nms", FLAGS, dice);
      add(parameters, "refinement", REFINEMENTS, dice);
    }
  }

  private static void addOfText(List<String> parameters, Dice dice) {
    add(parameters, "profile", PROFILES, dice);
    if (dice.oneIn(2)) {
      add(parameters, "limit_side", SIDES, dice);
      add(parameters, "limit_type", LIMITS, dice);
      add(parameters, "box_threshold", THRESHOLDS, dice);
      add(parameters, "unclip", UNCLIPS, dice);
      add(parameters, "score", THRESHOLDS, dice);
    }
    if (dice.oneIn(2)) {
      add(parameters, "orientation", FLAGS, dice);
      add(parameters, "spaces", FLAGS, dice);
      add(parameters, "words", FLAGS, dice);
      add(parameters, "text", TEXTS, dice);
      add(parameters, "writing", WRITINGS, dice);
    }
  }

  private static void add(List<String> parameters, String name, List<String> values, Dice dice) {
    int times = dice.of(0, 0, 0, 1, 1, 1, 2);
    for (int i = 0; i < times; i++) {
      // the first ones are as they should be
      String chosen = dice.oneIn(2) ? values.get(dice.below(2)) : dice.of(values);
      String value = URLEncoder.encode(chosen, StandardCharsets.UTF_8);
      String escape = dice.oneIn(12) ? dice.of(ESCAPES) : "";
      String escaped = URLEncoder.encode(name, StandardCharsets.UTF_8);
      parameters.add(dice.oneIn(30) ? escaped : escaped + "=" + value + escape);
    }
  }
}
