package dev.quire.web;

/** What the service answers about the text of pages of 400 × 600. */
final class TextAnswers {

  /** A title, a paragraph of two lines of which one is unsure, and a line that failed. */
  static final String PAGE =
      answer(
          line("The Quire", 0.99, "[[40,40],[360,40],[360,80],[40,80]]", "[40,40,360,80]"),
          line(
              "Folded, <b>nested</b>",
              0.97,
              "[[40,120],[360,118],[360,140],[40,142]]",
              "[40,118,360,142]"),
          line("and sewn.", 0.61, "[[40,146],[200,146],[200,166],[40,166]]", "[40,146,200,166]"),
          failed("[[40,400],[200,400],[200,420],[40,420]]", "[40,400,200,420]"));

  private TextAnswers() {}

  /** A page without any text. */
  static String empty() {
    return answer();
  }

  /** A page of a document with one line and its picture, as a line of NDJSON. */
  static String line(int page, int pages) {
    String text =
        members(
            line("Leaf " + page, 0.99, "[[40,40],[360,40],[360,80],[40,80]]", "[40,40,360,80]"));
    return "{\"page\":%d,\"page_count\":%d,%s,%s}\n"
        .formatted(page, pages, text, Answers.pictureMember());
  }

  /** The service's problem while a model is being opened. */
  static String opening() {
    return """
        {"type":"urn:quire:problem:not-open","title":"The model is still being opened",\
        "status":503,"detail":"The model is still being opened; ask again in a moment"}""";
  }

  private static String answer(String... lines) {
    return "{" + members(lines) + "}";
  }

  private static String members(String... lines) {
    return """
        "model":"letters-mini","width":%d,"height":%d,"lines":[%s],\
        "timing":{"prepare_ms":1.5,"queue_ms":0.2,"detect_ms":20.1,"crop_ms":0.5,"orient_ms":2.0,\
        "recognize_ms":30.2,"finish_ms":0.4,"total_ms":54.9},\
        "device":"cpu","resolution":{"height":608,"width":416},"precision":"fp32\""""
        .formatted(Answers.WIDTH, Answers.HEIGHT, String.join(",", lines));
  }

  private static String line(String text, double score, String quad, String box) {
    return "{\"text\":\"%s\",\"score\":%s,\"box_score\":0.9,\"quad\":%s,\"box\":%s,\"orientation\":0}"
        .formatted(text, score, quad, box);
  }

  private static String failed(String quad, String box) {
    return "{\"text\":\"\",\"score\":0,\"box_score\":0.9,\"quad\":%s,\"box\":%s,\"error\":\"The model failed on this line\"}"
        .formatted(quad, box);
  }
}
