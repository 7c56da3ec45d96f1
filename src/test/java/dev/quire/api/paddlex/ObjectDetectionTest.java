package dev.quire.api.paddlex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import dev.quire.support.Pdfs;
import dev.quire.task.layout.ShapeMode;
import io.smallrye.mutiny.Uni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectDetectionTest {

  private final PaddlexFixture paddlex = new PaddlexFixture();

  @AfterEach
  void close() {
    paddlex.close();
  }

  @Test
  void theAnswerIsPaddlexs() throws IOException {
    ObjectNode answer =
        (ObjectNode)
            paddlex.objectDetection(
                "{\"image\": \"" + PaddlexFixture.IMAGE + "\", \"visualize\": false}");
    answer.remove("logId");
    JsonNode expected =
        new ObjectMapper()
            .readTree(
                """
                {"errorCode": 0, "errorMsg": "Success", "result": {"detectedObjects": [
                 {"bbox": [97.5, 54, 361, 78], "categoryId": 12, "categoryName": "header",
                  "score": 0.91},
                 {"bbox": [95, 129, 825, 171], "categoryId": 17,
                  "categoryName": "paragraph_title", "score": 0.7884},
                 {"bbox": [440, 1250, 460, 1270], "categoryId": 16, "categoryName": "number",
                  "score": 0.5},
                 {"bbox": [95, 200, 825, 600.25], "categoryId": 22, "categoryName": "text",
                  "score": 0.98}]}}\
                """);
    assertEquals(expected, answer);
  }

  @Test
  void thePictureComesUnlessItIsDeclined() {
    JsonNode result =
        paddlex.objectDetection("{\"image\": \"" + PaddlexFixture.IMAGE + "\"}").path("result");
    assertEquals(
        "layout of 4",
        new String(
            Base64.getDecoder().decode(result.path("image").textValue()), StandardCharsets.UTF_8));
  }

  @Test
  void whereTheRequestIsSilentTheModelsOwnThresholdHolds() {
    paddlex.objectDetection(
        "{\"image\": \"" + PaddlexFixture.IMAGE + "\", \"layoutShapeMode\": \"poly\"}");
    assertEquals(0.7, paddlex.asked.get(0).threshold());
    assertFalse(paddlex.asked.get(0).nms().enabled());
    assertEquals(
        ShapeMode.RECT,
        paddlex.asked.get(0).refinement().shape(),
        "outlines that nobody would see are computed");
  }

  @Test
  void aFetchedImageIsHeldUntilTheAnswer() {
    paddlex.objectDetection("{\"image\": \"https://files.example/page.png\"}");
    assertEquals(List.of("https://files.example/page.png"), paddlex.fetched);
    assertEquals(List.of(PaddlexFixture.FETCHED_BYTES), paddlex.bodyBytes);
    assertEquals(0, paddlex.heap.reserved());
  }

  @Test
  void aDocumentOfOnePageIsAsGoodAsAnImage() {
    JsonNode answer =
        paddlex.objectDetection("{\"image\": \"" + PaddlexFixture.base64(Pdfs.pages(100)) + "\"}");
    assertEquals(4, answer.at("/result/detectedObjects").size());
    assertEquals(0, paddlex.heap.reserved());
  }

  /** The answer has no place for the others, and none is left out in silence. */
  @Test
  void aFileOfSeveralPagesIsRefused() {
    for (byte[] file : List.of(Pdfs.pages(100, 100), PaddlexFixture.tiff(2))) {
      JsonNode answer =
          paddlex.objectDetection("{\"image\": \"" + PaddlexFixture.base64(file) + "\"}");
      assertEquals(422, answer.path("errorCode").intValue());
      assertTrue(answer.path("errorMsg").textValue().contains("at most 1"), answer::toString);
      assertEquals(0, paddlex.heap.reserved());
    }
  }

  @Test
  void whatThePageDoesNotShowFaithfullyIsSaid() throws IOException {
    paddlex.withLayouts(
        page ->
            Uni.createFrom()
                .item(
                    PaddlexFixture.answered(
                        5, 7, List.of(), List.of(new PageWarning(Kind.INVISIBLE, "D")))));
    assertEquals(
        new ObjectMapper().readTree("[{\"type\": \"invisible\", \"detail\": \"D\"}]"),
        paddlex
            .objectDetection("{\"image\": \"" + PaddlexFixture.IMAGE + "\"}")
            .at("/result/warnings"));
  }

  @Test
  void wrongFieldsAreRefused() {
    JsonNode answer =
        paddlex.objectDetection("{\"image\": \"" + PaddlexFixture.IMAGE + "\", \"threshold\": 3}");
    assertEquals(422, answer.path("errorCode").intValue());
    assertFalse(answer.has("result"));
  }
}
