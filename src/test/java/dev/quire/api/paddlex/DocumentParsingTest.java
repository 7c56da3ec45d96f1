package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.image.Point;
import dev.quire.image.Quad;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.RequestRefusedException.Reason;
import dev.quire.support.Pages;
import dev.quire.task.layout.Region;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.Word;
import dev.quire.task.ocr.detection.SideLimit;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a request for layout and text between its body and its answer. */
class DocumentParsingTest {

  private static final int WIDTH = 400;
  private static final int HEIGHT = 500;

  private static final String FILE = PaddlexFixture.base64(Pages.blank(WIDTH, HEIGHT));

  private static final Region HEADER = new Region(12, "header", 0.9f, 20, 10, 380, 30, null);
  private static final Region TITLE = new Region(17, "paragraph_title", 0.8f, 20, 40, 380, 60, 1);
  private static final Region TEXT =
      new Region(
          22,
          "text",
          0.98f,
          20,
          80,
          380,
          130.5f,
          2,
          List.of(new Point(20, 80), new Point(380, 80), new Point(200, 130.5)));
  private static final Region TABLE = new Region(21, "table", 0.7f, 20, 200, 380, 300, null);

  private static final List<TextLine> LINES =
      List.of(
          line("Annual report", 0.9, 24, 12, 200, 28),
          line("The level", 0.99, 24, 42, 200, 58),
          line("It rose in May and", 0.97, 24, 84, 376, 100),
          line("fell in June.", 0.6, 24, 108, 376, 124));

  private final PaddlexFixture paddlex = new PaddlexFixture();

  @AfterEach
  void close() {
    paddlex.close();
  }

  @BeforeEach
  void regions() {
    laidOut(HEADER, TITLE, TEXT);
  }

  @Test
  void theAnswerIsPaddlexs() throws IOException {
    JsonNode answer = answer(", \"visualize\": false, \"logId\": \"mine\"", LINES);

    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"logId": "mine", "errorCode": 0, "errorMsg": "Success", "result": {
                 "layoutParsingResults": [{
                  "prunedResult": {
                   "page_index": null, "page_count": null, "width": 400, "height": 500,
                   "model_settings": {
                    "use_doc_preprocessor": false, "use_layout_detection": true,
                    "use_chart_recognition": false, "use_seal_recognition": false,
                    "use_ocr_for_image_block": true, "format_block_content": false,
                    "merge_layout_blocks": false, "return_layout_polygon_points": true,
                    "markdown_ignore_labels": ["number", "footnote", "header", "header_image",
                     "footer", "footer_image", "aside_text"],
                    "use_table_recognition": true, "use_formula_recognition": false,
                    "use_region_detection": false},
                   "parsing_res_list": [
                    {"block_label": "header", "block_content": "Annual report",
                     "block_bbox": [20, 10, 380, 30], "block_id": 0, "block_order": null,
                     "group_id": 0,
                     "block_polygon_points": [[20, 10], [380, 10], [380, 30], [20, 30]]},
                    {"block_label": "paragraph_title", "block_content": "The level",
                     "block_bbox": [20, 40, 380, 60], "block_id": 1, "block_order": 1,
                     "group_id": 1,
                     "block_polygon_points": [[20, 40], [380, 40], [380, 60], [20, 60]]},
                    {"block_label": "text", "block_content": "It rose in May and fell in June.",
                     "block_bbox": [20, 80, 380, 130], "block_id": 2, "block_order": 2,
                     "group_id": 2,
                     "block_polygon_points": [[20, 80], [380, 80], [200, 130.5]]}],
                   "layout_det_res": {"page_index": null, "boxes": [
                    {"cls_id": 12, "label": "header", "score": 0.9,
                     "coordinate": [20, 10, 380, 30], "order": null,
                     "polygon_points": [[20, 10], [380, 10], [380, 30], [20, 30]]},
                    {"cls_id": 17, "label": "paragraph_title", "score": 0.8,
                     "coordinate": [20, 40, 380, 60], "order": 1,
                     "polygon_points": [[20, 40], [380, 40], [380, 60], [20, 60]]},
                    {"cls_id": 22, "label": "text", "score": 0.98,
                     "coordinate": [20, 80, 380, 130.5], "order": 2,
                     "polygon_points": [[20, 80], [380, 80], [200, 130.5]]}]},
                   "overall_ocr_res": {
                    "page_index": null,
                    "model_settings": {
                     "use_doc_preprocessor": false, "use_textline_orientation": true},
                    "dt_polys": [[[24, 12], [200, 12], [200, 28], [24, 28]],
                     [[24, 42], [200, 42], [200, 58], [24, 58]],
                     [[24, 84], [376, 84], [376, 100], [24, 100]],
                     [[24, 108], [376, 108], [376, 124], [24, 124]]],
                    "text_det_params": {
                     "limit_side_len": 736, "limit_type": "min", "thresh": 0.3,
                     "max_side_limit": 4000, "box_thresh": 0.6, "unclip_ratio": 1.5},
                    "text_type": "general", "textline_orientation_angles": [0, 0, 0, 0],
                    "text_rec_score_thresh": 0.0, "return_word_box": false,
                    "rec_texts": ["Annual report", "The level", "It rose in May and",
                     "fell in June."],
                    "rec_scores": [0.9, 0.99, 0.97, 0.6],
                    "rec_polys": [[[24, 12], [200, 12], [200, 28], [24, 28]],
                     [[24, 42], [200, 42], [200, 58], [24, 58]],
                     [[24, 84], [376, 84], [376, 100], [24, 100]],
                     [[24, 108], [376, 108], [376, 124], [24, 124]]],
                    "rec_boxes": [[24, 12, 200, 28], [24, 42, 200, 58], [24, 84, 376, 100],
                     [24, 108, 376, 124]]}},
                  "markdown": {
                   "text": "## The level\\n\\nIt rose in May and fell in June.\\n", "images": {},
                   "isStart": true, "isEnd": true},
                  "outputImages": {}}],
                 "dataInfo": {"width": 400, "height": 500, "type": "image"}}}\
                """);
    assertEquals(expected, answer);
  }

  @Test
  void picturesShowThePageItsRegionsTheirOrderAndItsLines() {
    JsonNode page = answer(", \"visualize\": true", LINES).at("/result/layoutParsingResults/0");

    assertEquals("page", text(page.path("inputImage")));
    assertEquals(3, page.path("outputImages").size());
    assertEquals("layout of 3", text(page.at("/outputImages/layout_det_res")));
    assertEquals("order", text(page.at("/outputImages/layout_order_res")));
    assertEquals("lines: 4", text(page.at("/outputImages/overall_ocr_res")));
  }

  @Test
  void linesThatAreReadLessSurelyAreNoneOfTheText() {
    JsonNode page = page(", \"textRecScoreThresh\": 0.7", LINES);

    assertEquals("It rose in May and", content(page, 2));
    assertEquals(4, page.at("/prunedResult/overall_ocr_res/dt_polys").size());
    assertEquals(3, page.at("/prunedResult/overall_ocr_res/rec_texts").size());
    assertEquals(0.7, page.at("/prunedResult/overall_ocr_res/text_rec_score_thresh").doubleValue());
    assertFalse(page.at("/markdown/isEnd").booleanValue());
  }

  @Test
  void theRequestSaysHowRegionsAndLinesAreFound() {
    FakeTexts texts = FakeTexts.of(LINES, List.of());
    paddlex.documentParsing(
        body(", \"layoutThreshold\": 0.25, \"textDetLimitSideLen\": 960, \"textDetThresh\": 0.4"),
        texts);

    assertEquals(0.25, paddlex.asked.get(0).threshold());
    OcrOptions options = texts.asked.get(0);
    assertEquals(960, options.limit().side());
    assertEquals(SideLimit.Kind.MIN, options.limit().kind());
    assertEquals(0.4, options.detection().threshold());
  }

  @Test
  void tablesComeWithTheirCellsWhereTheyAreWanted() {
    laidOut(TABLE);
    List<TextLine> cells = new ArrayList<>();
    for (int row = 0; row < 4; row++) {
      for (int column = 0; column < 3; column++) {
        int left = 30 + 120 * column;
        int top = 206 + 24 * row;
        cells.add(line("c" + row + column, 0.9, left, top, left + 60, top + 16));
      }
    }

    JsonNode table = page("", cells).path("prunedResult");
    JsonNode plain = page(", \"useTableRecognition\": false", cells).path("prunedResult");

    String html = table.at("/table_res_list/0/pred_html").textValue();
    assertTrue(html.startsWith("<html><body><table>"), html);
    assertTrue(html.contains(">c32<"), html);
    assertEquals(html, table.at("/parsing_res_list/0/block_content").textValue());
    assertEquals(12, table.at("/table_res_list/0/cell_box_list").size());
    assertEquals(12, table.at("/table_res_list/0/table_ocr_pred/rec_texts").size());
    assertFalse(plain.has("table_res_list"));
    assertFalse(plain.at("/model_settings/use_table_recognition").booleanValue());
    assertFalse(plain.at("/parsing_res_list/0/block_content").textValue().contains("<"));
  }

  @Test
  void contentIsMarkdownWhereThatIsWanted() {
    JsonNode page = page(", \"formatBlockContent\": true", LINES);

    assertEquals("Annual report", content(page, 0));
    assertEquals("## The level", content(page, 1));
    assertTrue(page.at("/prunedResult/model_settings/format_block_content").booleanValue());
  }

  @Test
  void labelsTellWhatStaysOutOfTheMarkdown() {
    JsonNode page = page(", \"markdownIgnoreLabels\": [\"paragraph_title\"]", LINES);

    assertEquals(
        "Annual report\n\nIt rose in May and fell in June.\n",
        page.at("/markdown/text").textValue());
    assertTrue(page.at("/prunedResult/parsing_res_list/1/block_order").isNull());
  }

  @Test
  void linesThatNoRegionHoldsAreTextAsWell() {
    List<TextLine> more = new ArrayList<>(LINES);
    more.add(line("By hand", 0.9, 100, 400, 200, 416));

    JsonNode blocks = page("", more).at("/prunedResult/parsing_res_list");

    JsonNode last = blocks.get(blocks.size() - 1);
    assertEquals(4, blocks.size());
    assertEquals("By hand", last.path("block_content").textValue());
    assertEquals("text", last.path("block_label").textValue());
    assertEquals(3, last.path("block_order").intValue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "useDocOrientationClassify",
        "useDocUnwarping",
        "useSealRecognition",
        "useFormulaRecognition",
        "useChartRecognition",
        "useRegionDetection",
        "showFormulaNumber",
        "restructurePages"
      })
  void whatCannotBeDoneIsRefused(String field) {
    JsonNode refused = answer(", \"" + field + "\": true", LINES);

    assertEquals(422, refused.path("errorCode").intValue());
    assertTrue(refused.path("errorMsg").textValue().startsWith(field + " cannot be true"));
    assertEquals(0, answer(", \"" + field + "\": false", LINES).path("errorCode").intValue());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"useTableRecognition\": \"maybe\"          | bool_parsing",
        "\"useE2eWiredTableRecModel\": 7             | bool_parsing",
        "\"textRecScoreThresh\": 2                   | value_error",
        "\"layoutThreshold\": 2                      | value_error",
        "\"useLayoutDetection\": false               | useLayoutDetection cannot be false",
        "\"outputFormats\": [\"docx\"]               | outputFormats must be empty",
      })
  void badFieldsAreRefused(String field, String reason) {
    JsonNode refused = answer(", " + field, LINES);

    assertEquals(422, refused.path("errorCode").intValue());
    assertTrue(refused.path("errorMsg").textValue().contains(reason), refused::toString);
  }

  @Test
  void withoutAModelLinesAreNotTurned() {
    FakeTexts texts = FakeTexts.of(LINES, List.of()).withoutOrientation();

    JsonNode refused = paddlex.documentParsing(body(", \"useTextlineOrientation\": true"), texts);
    paddlex.documentParsing(body(""), texts);

    assertTrue(refused.path("errorMsg").textValue().startsWith("useTextlineOrientation"));
    assertFalse(texts.asked.get(0).lines().oriented());
  }

  @Test
  void aPageWhoseTextCannotBeReadNowIsNotAnswered() {
    FakeTexts opening =
        FakeTexts.failing(new RequestRefusedException(Reason.OPENING, Duration.ofSeconds(2)));

    JsonNode refused = paddlex.documentParsing(body(""), opening);

    assertEquals(503, refused.path("errorCode").intValue());
  }

  private void laidOut(Region... regions) {
    paddlex.withLayouts(
        page ->
            Uni.createFrom()
                .item(PaddlexFixture.answered(WIDTH, HEIGHT, List.of(regions), List.of())));
  }

  private JsonNode page(String wishes, List<TextLine> lines) {
    return answer(wishes, lines).at("/result/layoutParsingResults/0");
  }

  private JsonNode answer(String wishes, List<TextLine> lines) {
    return paddlex.documentParsing(body(wishes), FakeTexts.of(lines, List.of()));
  }

  private static String content(JsonNode page, int block) {
    return page.at("/prunedResult/parsing_res_list/" + block + "/block_content").textValue();
  }

  private static String body(String wishes) {
    return "{\"file\": \"%s\", \"fileType\": 1%s}".formatted(FILE, wishes);
  }

  private static String text(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.textValue()), StandardCharsets.UTF_8);
  }

  private static TextLine line(
      String text, double score, double left, double top, double right, double bottom) {
    Quad quad =
        new Quad(
            new Point(left, top),
            new Point(right, top),
            new Point(right, bottom),
            new Point(left, bottom));
    return new TextLine(
        quad,
        0.9,
        Optional.of(false),
        text,
        score,
        List.of(new Word(text, quad)),
        Optional.empty());
  }
}
