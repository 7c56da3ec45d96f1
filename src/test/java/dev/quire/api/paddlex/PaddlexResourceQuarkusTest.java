package dev.quire.api.paddlex;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As the sample clients in PaddleX's documents ask, over real HTTP with the embedded model. */
@QuarkusTest
class PaddlexResourceQuarkusTest {

  private static final int WIDTH = 1240;
  private static final int HEIGHT = 1754;

  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource URI service;

  /** The models that read text are opened behind those that the service starts with. */
  @BeforeEach
  void untilOpen() {
    OpenedModels.await();
  }

  private record Answer(HttpResponse<String> response, JsonNode body) {}

  /** The samples encode a file, post it, and walk through every result without a question. */
  @Test
  void theSampleClientGetsEverythingItReachesFor() throws Exception {
    String file = Base64.getEncoder().encodeToString(Pages.sample());
    Answer answer = post("layout-parsing", Map.of("file", file, "fileType", 1));

    assertEquals(200, answer.response().statusCode());
    assertEquals(
        "application/json",
        answer.response().headers().firstValue("Content-Type").orElseThrow().split(";")[0]);
    assertEquals(0, answer.body().get("errorCode").intValue());
    assertEquals("Success", answer.body().get("errorMsg").textValue());
    assertDoesNotThrow(() -> UUID.fromString(answer.body().get("logId").textValue()));
    JsonNode result = answer.body().get("result");
    assertEquals(1, result.get("layoutParsingResults").size());
    for (JsonNode page : result.get("layoutParsingResults")) {
      assertPage(page.get("prunedResult"));
      assertTrue(page.get("markdown").get("text").textValue().length() > 200, page::toString);
      assertTrue(page.get("markdown").get("images").isObject());
      Set<String> names = new TreeSet<>();
      for (Map.Entry<String, JsonNode> picture : page.get("outputImages").properties()) {
        names.add(picture.getKey());
        assertJpeg(picture.getValue());
      }
      assertEquals(Set.of("layout_det_res", "layout_order_res", "overall_ocr_res"), names);
      assertJpeg(page.get("inputImage"));
    }
    assertEquals(
        json.readTree("{\"width\":1240,\"height\":1754,\"type\":\"image\"}"),
        result.get("dataInfo"));
  }

  private static void assertPage(JsonNode result) {
    assertEquals(WIDTH, result.get("width").intValue());
    assertEquals(HEIGHT, result.get("height").intValue());
    assertTrue(result.has("page_index") && result.get("page_index").isNull());
    JsonNode boxes = result.get("layout_det_res").get("boxes");
    JsonNode blocks = result.get("parsing_res_list");
    assertTrue(boxes.size() > 5, boxes::toString);
    assertTrue(blocks.size() >= boxes.size(), blocks::toString);
    assertTrue(result.at("/overall_ocr_res/rec_texts").size() > 5, result::toString);
    List<Integer> orders = new ArrayList<>();
    boolean read = false;
    for (int i = 0; i < blocks.size(); i++) {
      JsonNode block = blocks.get(i);
      assertEquals(i, block.get("block_id").intValue());
      assertEquals(4, block.get("block_bbox").size());
      assertTrue(block.get("block_polygon_points").size() >= 3, block::toString);
      read |= !block.get("block_content").textValue().isEmpty();
      if (!block.get("block_order").isNull()) {
        orders.add(block.get("block_order").intValue());
      }
    }
    assertTrue(read, blocks::toString);
    for (JsonNode box : boxes) {
      double[] corners = new double[4];
      for (int j = 0; j < 4; j++) {
        corners[j] = box.get("coordinate").get(j).doubleValue();
      }
      assertTrue(
          0 <= corners[0]
              && corners[0] < corners[2]
              && corners[2] <= WIDTH
              && 0 <= corners[1]
              && corners[1] < corners[3]
              && corners[3] <= HEIGHT,
          box::toString);
      assertTrue(box.get("polygon_points").size() >= 3, box::toString);
      assertTrue(box.get("score").doubleValue() > 0.3, box::toString);
    }
    for (int i = 0; i < orders.size(); i++) {
      assertEquals(i + 1, orders.get(i));
    }
  }

  private static void assertJpeg(JsonNode base64) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(base64.textValue());
    assertTrue(bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xd8, "no JPEG");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(bytes));
    assertNotNull(image);
    assertEquals(WIDTH, image.getWidth());
    assertEquals(HEIGHT, image.getHeight());
  }

  @Test
  void picturesMayBeDeclinedAndAnIdGiven() throws Exception {
    String file =
        "data:image/jpeg;base64," + Base64.getMimeEncoder().encodeToString(Pages.sample());
    Answer answer =
        post(
            "layout-parsing",
            Map.of("file", file, "fileType", 1, "visualize", false, "logId", "my-own"));
    assertEquals("my-own", answer.body().get("logId").textValue());
    JsonNode page = answer.body().at("/result/layoutParsingResults/0");
    assertTrue(page.get("outputImages").isObject() && page.get("outputImages").isEmpty());
    assertFalse(page.has("inputImage"));
  }

  @Test
  void theThresholdCountsForAllOrForAClass() throws Exception {
    int all = boxes(Map.of("layoutThreshold", 0.1)).size();
    JsonNode better = boxes(Map.of("layoutThreshold", 0.6));
    assertTrue(better.size() < all, better.size() + " of " + all);
    better.forEach(box -> assertTrue(box.get("score").doubleValue() > 0.6, box::toString));
    String text = "" + better.get(0).get("cls_id").intValue();
    JsonNode without = boxes(Map.of("layoutThreshold", Map.of(text, 1)));
    without.forEach(box -> assertFalse(text.equals("" + box.get("cls_id").intValue())));
  }

  private JsonNode boxes(Map<String, Object> wishes) throws Exception {
    Map<String, Object> body = new java.util.HashMap<>(wishes);
    body.put("file", Base64.getEncoder().encodeToString(Pages.sample()));
    body.put("fileType", 1);
    body.put("visualize", false);
    return post("layout-parsing", body)
        .body()
        .at("/result/layoutParsingResults/0/prunedResult/layout_det_res/boxes");
  }

  @Test
  void aDocumentGivesAResultForEachPage() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PDDocument document = new PDDocument()) {
      document.addPage(new PDPage(new PDRectangle(100, 200)));
      document.addPage(new PDPage(new PDRectangle(150, 50)));
      document.save(bytes);
    }
    String file = Base64.getEncoder().encodeToString(bytes.toByteArray());
    JsonNode result =
        post("layout-parsing", Map.of("file", file, "fileType", 0)).body().get("result");
    assertEquals(2, result.get("layoutParsingResults").size());
    // pages are drawn with 144 dots to the inch, of which a point is the 72nd
    assertEquals(
        json.readTree(
            """
            {"numPages": 2, "type": "pdf",
             "pages": [{"width": 200, "height": 400}, {"width": 300, "height": 100}]}\
            """),
        result.get("dataInfo"));
    assertEquals(300, result.at("/layoutParsingResults/1/prunedResult/width").intValue());
  }

  @Test
  void objectDetectionGivesBoxesAndAPicture() throws Exception {
    String image = Base64.getEncoder().encodeToString(Pages.sample());
    Answer answer = post("object-detection", Map.of("image", image, "threshold", 0.5));
    assertEquals(200, answer.response().statusCode());
    JsonNode result = answer.body().get("result");
    assertFalse(result.get("detectedObjects").isEmpty());
    for (JsonNode object : result.get("detectedObjects")) {
      assertEquals(4, object.get("bbox").size());
      assertTrue(object.get("categoryId").isInt());
      assertTrue(object.get("categoryName").isTextual());
      assertTrue(object.get("score").doubleValue() > 0.5);
    }
    assertJpeg(result.get("image"));
    assertFalse(
        post("object-detection", Map.of("image", image, "visualize", false))
            .body()
            .get("result")
            .has("image"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layout-parsing   |                                       | missing",
        "layout-parsing   | {                                     | json_invalid",
        "layout-parsing   | [1]                                   | model_attributes_type",
        "layout-parsing   | {}                                    | missing",
        "layout-parsing   | {\"file\":1}                          | string_type",
        "layout-parsing   | {\"file\":\"AAAA\",\"fileType\":2}    | literal_error",
        "layout-parsing   | {\"file\":\"AAAA\",\"fileType\":1,\"layoutThreshold\":9} | value_error",
        "layout-parsing   | {\"file\":\"AAAA\"}                   | File type cannot be determined",
        "layout-parsing   | {\"file\":\"http://a.example/b.txt\"} | Unsupported file type",
        "layout-parsing   | {\"file\":\"http://a.example/b.jpg\"} | fetches no URLs",
        "layout-parsing   | {\"file\":\"no Base64!\",\"fileType\":1} | neither Base64 nor",
        "layout-parsing   | {\"file\":\"\",\"fileType\":1}        | 0 bytes",
        "layout-parsing   | {\"file\":\"AAAA\",\"fileType\":1}    | image",
        "layout-parsing   | {\"file\":\"AAAA\",\"fileType\":0}    | image",
        "layout-parsing   | {\"file\":\"AAAA\",\"fileType\":1,\"useLayoutDetection\":false} |"
            + " useLayoutDetection",
        "object-detection | {\"file\":\"AAAA\"}                   | missing",
        "object-detection | {\"image\":\"AAAA\"}                  | image",
        "object-detection | {\"image\":\"https://a.example/b\"}   | fetches no URLs",
      })
  void badRequestsAreRefusedInPaddlexsEnvelope(String endpoint, String body, String reason)
      throws Exception {
    Answer answer = send(endpoint, body == null ? "" : body, "Content-Type", "application/json");
    assertEquals(422, answer.response().statusCode(), answer.response()::body);
    assertFailure(answer, 422);
    assertTrue(answer.body().get("errorMsg").textValue().contains(reason), answer.response()::body);
  }

  @Test
  void theBodyIsJsonWhateverItsTypeSays() throws Exception {
    for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
      Answer answer = send("layout-parsing", "{}", "Content-Type", type);
      assertFailure(answer, 422);
    }
  }

  @Test
  void headersOutOfRangeAreRefusedInPaddlexsEnvelope() throws Exception {
    assertFailure(send("layout-parsing", "{}", "X-Timeout-Ms", "soon"), 400);
    assertFailure(send("object-detection", "{}", "X-Priority", "first"), 400);
  }

  private static void assertFailure(Answer answer, int status) {
    assertEquals(status, answer.response().statusCode(), answer.response()::body);
    Set<String> fields = new TreeSet<>();
    ((ObjectNode) answer.body()).fieldNames().forEachRemaining(fields::add);
    assertEquals(Set.of("errorCode", "errorMsg", "logId"), fields);
    assertEquals(status, answer.body().get("errorCode").intValue());
    assertDoesNotThrow(() -> UUID.fromString(answer.body().get("logId").textValue()));
    assertFalse(answer.response().body().contains("Exception"), answer.response()::body);
  }

  @Test
  void healthIsPaddlexs() {
    given()
        .get("/health")
        .then()
        .statusCode(200)
        .body("errorCode", equalTo(0))
        .body("errorMsg", equalTo("Healthy"))
        .body("keySet()", equalTo(Set.of("logId", "errorCode", "errorMsg")));
    given().get("/health/ready").then().statusCode(200).body("errorMsg", equalTo("Ready"));
  }

  private Answer post(String endpoint, Map<String, Object> body) throws Exception {
    return send(endpoint, json.writeValueAsString(body), "Content-Type", "application/json");
  }

  private Answer send(String endpoint, String body, String header, String value) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/" + endpoint))
            .header(header, value)
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
    return new Answer(response, json.readTree(response.body()));
  }
}
