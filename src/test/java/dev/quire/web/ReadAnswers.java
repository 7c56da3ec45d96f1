package dev.quire.web;

import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the service answers about what pages of 400 × 600 say. */
final class ReadAnswers {

  /** A table as no service should send it; its first cell spans two columns. */
  private static final String HOSTILE_TABLE =
      "<table onclick='stolen = 1' style='position:fixed'><thead><tr><th colspan='2'>Sheets"
          + "<script>stolen = 1</script><img src='x' onerror='stolen = 1'></th></tr></thead>"
          + "<tbody><tr><td rowspan='4000'>Bifolium</td><td><a href='javascript:stolen = 1'>1</a>"
          + "<br>&lt;b&gt;</td></tr></tbody></table>";

  private static final String TABLE =
      "<table><thead><tr><th>Gathering</th><th>Sheets</th></tr></thead>"
          + "<tbody><tr><td>Bifolium</td><td>1</td></tr></tbody></table>";

  /** Of every role that is shown in its own way. */
  static final String PAGE = page(TABLE);

  /** The same, whose table would run scripts where it were put on the page as it is. */
  static final String HOSTILE_PAGE = page(HOSTILE_TABLE);

  private ReadAnswers() {}

  private static String page(String table) {
    return answer(
        "ocr",
        "",
        block("header", "header", null, "[40,8,120,24]", "Notes", ""),
        block("title", "doc_title", 1, "[40,40,360,80]", "The <i>Quire</i>", ""),
        block("heading", "paragraph_title", 2, "[40,100,360,120]", "1 Folding", ""),
        block("text", "text", null, "[40,130,360,180]", "Folded, nested and sewn.", ""),
        block("text", "text", null, "[40,190,360,210]", "1. Fold each sheet.", ""),
        block("list_item", "text", null, "[40,215,360,235]", "2. Nest them.", ""),
        block("caption", "figure_title", null, "[40,250,360,270]", "Table 1. Gatherings", ""),
        block(
            "table",
            "table",
            null,
            "[40,280,360,380]",
            "Sheets Bifolium 1",
            ",\"table\":{\"rows\":2,\"columns\":2,\"cells\":[],\"html\":\"%s\"}".formatted(table)),
        block("figure", "image", null, "[40,400,240,500]", "", ""),
        block("code", "algorithm", null, "[40,510,360,560]", "fold()\\n  nest()", ""));
  }

  /** A page of a document with one block and its picture, as a line. */
  static String line(int page, int pages, String source, String reason) {
    String said =
        members(source, reason, block("text", "text", null, "[40,40,360,80]", "Leaf " + page, ""));
    return "{\"page\":%d,\"page_count\":%d,%s,%s}\n"
        .formatted(page, pages, said, Answers.pictureMember());
  }

  private static String answer(String source, String reason, String... blocks) {
    return "{" + members(source, reason, blocks) + "}";
  }

  private static String members(String source, String reason, String... blocks) {
    return """
        "width":%d,"height":%d,"text_source":"%s"%s,"blocks":[%s],"markdown":"# The Quire\\n",\
        "timing":{"decode_ms":2.5,"layout_ms":20.1,"text_ms":60.4,"total_ms":64.0}"""
        .formatted(
            Answers.WIDTH,
            Answers.HEIGHT,
            source,
            reason.isEmpty() ? "" : ",\"text_reason\":\"" + reason + "\"",
            Stream.of(blocks).collect(Collectors.joining(",")));
  }

  private static String block(
      String role, String label, Integer level, String box, String text, String more) {
    return "{\"role\":\"%s\",\"label\":\"%s\"%s,\"score\":0.9,\"box\":%s,\"text\":\"%s\",\"lines\":[]%s}"
        .formatted(role, label, level == null ? "" : ",\"level\":" + level, box, text, more);
  }
}
