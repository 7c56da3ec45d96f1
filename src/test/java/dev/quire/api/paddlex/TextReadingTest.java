package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.image.PageAngle;
import dev.quire.image.PageTurn;
import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import dev.quire.image.Point;
import dev.quire.image.Quad;
import dev.quire.queue.Outcome;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.RequestRefusedException.Reason;
import dev.quire.task.ocr.OcrOptions;
import dev.quire.task.ocr.OcrProfile;
import dev.quire.task.ocr.TextLine;
import dev.quire.task.ocr.Word;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What becomes of a request for text between its body and its answer. */
class TextReadingTest {

  private static final Quad FIRST = quad(10, 20, 110, 44);
  private static final Quad SECOND = quad(12, 50, 90, 71);

  private static final TextLine READ =
      new TextLine(
          FIRST,
          0.9,
          Optional.of(false),
          "Dear Sir",
          0.99,
          List.of(
              new Word("Dear", quad(10.2, 20, 59.6, 44)), new Word("Sir", quad(65, 20, 110, 44))),
          Optional.empty());

  private static final TextLine UPSIDE_DOWN =
      new TextLine(
          SECOND.turned(), 0.8, Optional.of(true), "sic", 0.4, List.of(), Optional.empty());

  private final PaddlexFixture paddlex = new PaddlexFixture();

  @AfterEach
  void close() {
    paddlex.close();
  }

  @Test
  void theAnswerIsPaddlexs() throws IOException {
    JsonNode answer =
        paddlex.ocr(body(", \"visualize\": false, \"logId\": \"mine\""), texts(READ, UPSIDE_DOWN));

    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"logId": "mine", "errorCode": 0, "errorMsg": "Success", "result": {
                 "ocrResults": [{"prunedResult": {
                  "page_index": null,
                  "model_settings": {
                   "use_doc_preprocessor": false, "use_textline_orientation": true},
                  "dt_polys": [[[10, 20], [110, 20], [110, 44], [10, 44]],
                   [[12, 50], [90, 50], [90, 71], [12, 71]]],
                  "text_det_params": {
                   "limit_side_len": 64, "limit_type": "min", "thresh": 0.3,
                   "max_side_limit": 4000, "box_thresh": 0.6, "unclip_ratio": 1.5},
                  "text_type": "general", "textline_orientation_angles": [0, 1],
                  "text_rec_score_thresh": 0.0, "return_word_box": false,
                  "rec_texts": ["Dear Sir", "sic"], "rec_scores": [0.99, 0.4],
                  "rec_polys": [[[10, 20], [110, 20], [110, 44], [10, 44]],
                   [[12, 50], [90, 50], [90, 71], [12, 71]]],
                  "rec_boxes": [[10, 20, 110, 44], [12, 50, 90, 71]]}}],
                 "dataInfo": {"width": 200, "height": 100, "type": "image"}}}\
                """);
    assertEquals(expected, answer);
  }

  @Test
  void linesThatAreReadLessSurelyAreListedAsFoundAlone() {
    JsonNode page = page(body(", \"textRecScoreThresh\": 0.5"), texts(READ, UPSIDE_DOWN));

    assertEquals(2, page.path("dt_polys").size());
    assertEquals(2, page.path("textline_orientation_angles").size());
    assertEquals(List.of("Dear Sir"), texts(page.path("rec_texts")));
    assertEquals(1, page.path("rec_scores").size());
    assertEquals(1, page.path("rec_polys").size());
    assertEquals(1, page.path("rec_boxes").size());
    assertEquals(0.5, page.path("text_rec_score_thresh").doubleValue());
  }

  @Test
  void aLineThatTheModelFailedOnIsSaidToHaveFailed() {
    TextLine failed =
        new TextLine(
            SECOND,
            0.8,
            Optional.empty(),
            "",
            0,
            List.of(),
            Optional.of(new IllegalStateException("poison")));

    JsonNode page = page(body(""), texts(READ, failed));

    assertEquals(2, page.path("dt_polys").size());
    assertEquals("[0,-1]", page.path("textline_orientation_angles").toString());
    assertEquals(List.of("Dear Sir"), texts(page.path("rec_texts")));
    assertEquals("[1]", page.path("failed_lines").toString());
    assertFalse(page.toString().contains("poison"));
  }

  @Test
  void wordsComeWithTheirBoxes() {
    JsonNode page = page(body(", \"returnWordBox\": true"), texts(READ, UPSIDE_DOWN));

    assertTrue(page.path("return_word_box").booleanValue());
    assertEquals("[[\"Dear\",\"Sir\"],[]]", page.path("text_word").toString());
    assertEquals("[[[10,20,60,44],[65,20,110,44]],[]]", page.path("text_word_boxes").toString());
  }

  /** The fixture's service has another profile; whether spaces are put back is up to its model. */
  @Test
  void defaultsArePaddlexsWhateverTheServicesAre() {
    FakeTexts texts = texts(READ);
    paddlex.ocr(body(""), texts);

    OcrOptions silent = OcrProfile.PADDLEX.options();
    assertEquals(List.of(silent.with(silent.lines().withMendsSpaces(true))), texts.asked);
  }

  @Test
  void wishesReachTheReading() {
    FakeTexts texts = texts(READ);
    JsonNode page =
        page(
            body(
                ", \"textDetLimitSideLen\": 960, \"textDetLimitType\": \"max\","
                    + " \"textDetThresh\": 0.2, \"useTextlineOrientation\": false"),
            texts);

    assertEquals(960, texts.asked.get(0).limit().side());
    assertEquals(0.2, texts.asked.get(0).detection().threshold());
    assertFalse(texts.asked.get(0).lines().oriented());
    assertEquals(960, page.at("/text_det_params/limit_side_len").intValue());
    assertEquals("max", page.at("/text_det_params/limit_type").textValue());
    assertEquals(0.2, page.at("/text_det_params/thresh").doubleValue());
    assertFalse(page.at("/model_settings/use_textline_orientation").booleanValue());
  }

  @Test
  void withoutAModelForItNoLineIsSaidToBeOriented() {
    FakeTexts texts = texts(READ).withoutOrientation();

    JsonNode page = page(body(""), texts);
    JsonNode refused = paddlex.ocr(body(", \"useTextlineOrientation\": true"), texts);

    assertFalse(page.at("/model_settings/use_textline_orientation").booleanValue());
    assertFalse(texts.asked.get(0).lines().oriented());
    assertEquals(422, refused.path("errorCode").intValue());
    assertTrue(
        refused.path("errorMsg").textValue().startsWith("useTextlineOrientation cannot be true"));
  }

  /** The page was sent turned by a quarter: 200 by 100 pixels of an upright page of 100 by 200. */
  @Test
  void aTurnedPageIsToldOfInItsOwnPixels() {
    FakeTexts texts = texts(READ, UPSIDE_DOWN).turning(new PageTurn(PageAngle.QUARTER, 200, 100));

    JsonNode answer =
        paddlex.ocr(body(", \"useDocOrientationClassify\": true, \"returnWordBox\": true"), texts);
    JsonNode page = answer.at("/result/ocrResults/0/prunedResult");

    assertTrue(texts.asked.get(0).upright());
    assertTrue(page.at("/model_settings/use_doc_preprocessor").booleanValue());
    assertEquals(
        "{\"page_index\":null,\"model_settings\":{\"use_doc_orientation_classify\":true,"
            + "\"use_doc_unwarping\":false},\"angle\":90}",
        page.path("doc_preprocessor_res").toString());
    assertEquals("[[20,190],[20,90],[44,90],[44,190]]", page.at("/dt_polys/0").toString());
    assertEquals("[20,90,44,190]", page.at("/rec_boxes/0").toString());
    assertEquals("[[20,140,44,190],[20,90,44,135]]", page.at("/text_word_boxes/0").toString());
    assertEquals("[50,110,71,188]", page.at("/rec_boxes/1").toString());
    assertEquals(200, answer.at("/result/dataInfo/width").intValue());
    assertEquals("page 9x7", text(answer.at("/result/ocrResults/0/inputImage")));
    assertEquals("lines on 100x200: 2", text(answer.at("/result/ocrResults/0/ocrImage")));
  }

  @Test
  void withoutAModelForItNoPageIsTurned() {
    FakeTexts texts = texts(READ);

    JsonNode page = page(body(", \"useDocOrientationClassify\": false"), texts);
    JsonNode refused = paddlex.ocr(body(", \"useDocOrientationClassify\": true"), texts);

    assertFalse(page.has("doc_preprocessor_res"));
    assertFalse(page.at("/model_settings/use_doc_preprocessor").booleanValue());
    assertEquals(422, refused.path("errorCode").intValue());
    assertTrue(
        refused
            .path("errorMsg")
            .textValue()
            .startsWith("useDocOrientationClassify cannot be true: the service has no model"));
    assertEquals(1, texts.asked.size());
  }

  @Test
  void picturesComeUnlessTheyAreDeclined() {
    JsonNode answer = paddlex.ocr(body(""), texts(READ, UPSIDE_DOWN));
    assertEquals("lines: 2", text(answer.at("/result/ocrResults/0/ocrImage")));
    assertEquals("page", text(answer.at("/result/ocrResults/0/inputImage")));

    JsonNode bare = paddlex.ocr(body(", \"visualize\": false"), texts(READ));
    assertFalse(bare.at("/result/ocrResults/0").has("ocrImage"));
    assertFalse(bare.at("/result/ocrResults/0").has("inputImage"));
  }

  @Test
  void anEmptyPageHasEmptyLists() {
    JsonNode page = page(body(", \"returnWordBox\": true"), texts());

    for (String name :
        List.of("dt_polys", "textline_orientation_angles", "rec_texts", "rec_boxes", "text_word")) {
      assertTrue(page.path(name).isArray() && page.path(name).isEmpty(), name);
    }
  }

  @Test
  void pagesOfAFileComeOneByOne() {
    String file = PaddlexFixture.base64(PaddlexFixture.tiff(3));
    FakeTexts texts = texts(READ);

    JsonNode answer = paddlex.ocr("{\"file\":\"" + file + "\",\"fileType\":1}", texts);

    assertEquals(3, answer.at("/result/ocrResults").size());
    assertEquals(3, answer.at("/result/dataInfo/numPages").intValue());
    assertEquals(List.of(Outcome.ANSWERED, Outcome.ANSWERED, Outcome.ANSWERED), texts.ended);
  }

  @Test
  void moreThanThePagesThatAreTakenAreRefused() {
    paddlex.withSettings(new PaddlexSettings(false, 2));
    String file = PaddlexFixture.base64(PaddlexFixture.tiff(3));

    JsonNode answer = paddlex.ocr("{\"file\":\"" + file + "\",\"fileType\":1}", texts(READ));

    assertEquals(422, answer.path("errorCode").intValue());
    assertTrue(answer.path("errorMsg").textValue().contains("3 pages; at most 2"));
  }

  @Test
  void warningsOfThePageAreTold() {
    FakeTexts texts =
        FakeTexts.of(List.of(READ), List.of(new PageWarning(Kind.DAMAGED, "A part is grey.")));

    JsonNode page = page(body(""), texts);

    assertEquals("damaged", page.at("/warnings/0/type").textValue());
  }

  @Test
  void aBusyServiceSaysSoInTheEnvelope() {
    FakeTexts texts =
        FakeTexts.failing(new RequestRefusedException(Reason.QUEUE_FULL, Duration.ofSeconds(2)));

    JsonNode answer = paddlex.ocr(body(""), texts);

    assertEquals(503, answer.path("errorCode").intValue());
    assertFalse(answer.has("result"));
    assertEquals(1, texts.ended.size());
  }

  private JsonNode page(String body, FakeTexts texts) {
    JsonNode answer = paddlex.ocr(body, texts);
    assertEquals(0, answer.path("errorCode").intValue(), answer::toString);
    return answer.at("/result/ocrResults/0/prunedResult");
  }

  private static FakeTexts texts(TextLine... lines) {
    return FakeTexts.of(List.of(lines), List.of());
  }

  private static List<String> texts(JsonNode array) {
    return java.util.stream.StreamSupport.stream(array.spliterator(), false)
        .map(JsonNode::textValue)
        .toList();
  }

  private static String text(JsonNode base64) {
    return new String(Base64.getDecoder().decode(base64.textValue()), StandardCharsets.UTF_8);
  }

  private static String body(String wishes) {
    return "{\"file\":\"" + PaddlexFixture.IMAGE + "\",\"fileType\":1" + wishes + "}";
  }

  private static Quad quad(double left, double top, double right, double bottom) {
    return new Quad(
        new Point(left, top),
        new Point(right, top),
        new Point(right, bottom),
        new Point(left, bottom));
  }
}
