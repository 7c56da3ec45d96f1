package dev.quire.api.paddlex;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import dev.quire.support.TextPages;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** As PaddleX's sample client for text asks, over real HTTP with the embedded models. */
@QuarkusTest
class TextReadingResourceQuarkusTest {

  private static final List<String> TEXT =
      List.of(
          "Quarterly report of the water board",
          "The level rose by 12.5 percent in May",
          "Invoice No. 2024-0815 is still open");

  private static final byte[] PAGE = TextPages.lines(TEXT);

  /** The models are opened behind those that the service starts with. */
  @BeforeEach
  void untilOpen() {
    OpenedModels.await();
  }

  /** The sample encodes a file, posts it, prints the text and saves each picture. */
  @Test
  void theSampleClientGetsEverythingItReachesFor() throws IOException {
    JsonPath answer = read(PAGE, Map.of());

    assertEquals(0, answer.getInt("errorCode"));
    assertEquals("Success", answer.getString("errorMsg"));
    assertEquals("image", answer.getString("result.dataInfo.type"));
    answer.setRootPath("result.ocrResults[0].prunedResult");
    assertEquals(TEXT, answer.getList("rec_texts"));
    assertEquals(List.of(0, 0, 0), answer.getList("textline_orientation_angles"));
    assertEquals(answer.getList("dt_polys"), answer.getList("rec_polys"));
    for (int line = 0; line < TEXT.size(); line++) {
      List<Integer> box = answer.getList("rec_boxes[" + line + "]", Integer.class);
      List<List<Integer>> corners = answer.getList("rec_polys[" + line + "]");
      assertEquals(least(corners, 0), box.get(0));
      assertEquals(least(corners, 1), box.get(1));
      assertEquals(most(corners, 0), box.get(2));
      assertEquals(most(corners, 1), box.get(3));
      assertTrue(box.get(0) > 30 && box.get(0) < 50, () -> "lines begin at " + box);
      assertTrue(answer.getDouble("rec_scores[" + line + "]") > 0.8);
    }
    answer.setRootPath("result.ocrResults[0]");
    BufferedImage page = ImageIO.read(new ByteArrayInputStream(PAGE));
    for (String name : List.of("ocrImage", "inputImage")) {
      byte[] jpeg = Base64.getDecoder().decode(answer.getString(name));
      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(jpeg));
      assertNotNull(picture, name);
      assertEquals(page.getWidth(), picture.getWidth());
      assertEquals(page.getHeight(), picture.getHeight());
    }
  }

  @Test
  void aPageUpsideDownIsRead() {
    JsonPath answer = read(TextPages.upsideDown(TEXT), Map.of("visualize", false));

    answer.setRootPath("result.ocrResults[0].prunedResult");
    assertEquals(List.of(TEXT.get(2), TEXT.get(1), TEXT.get(0)), answer.getList("rec_texts"));
    assertEquals(List.of(1, 1, 1), answer.getList("textline_orientation_angles"));
    List<List<Integer>> corners = answer.getList("dt_polys[0]");
    assertTrue(corners.get(0).get(0) < corners.get(2).get(0), "corners are those of the page");
  }

  @Test
  void linesBelowTheScoreAreLeftOutOfWhatWasRead() {
    JsonPath answer = read(PAGE, Map.of("textRecScoreThresh", 1, "visualize", false));

    answer.setRootPath("result.ocrResults[0].prunedResult");
    assertEquals(TEXT.size(), answer.getList("dt_polys").size());
    assertTrue(answer.getList("rec_texts").size() < TEXT.size());
  }

  @Test
  void aDocumentGivesAResultForEachPage() {
    byte[] document = TextPages.pdf(List.of("The first page", "The second page"));

    JsonPath answer = read(document, Map.of("fileType", 0, "visualize", false));

    assertEquals("pdf", answer.getString("result.dataInfo.type"));
    assertEquals(
        List.of(List.of("The first page"), List.of("The second page")),
        answer.getList("result.ocrResults.prunedResult.rec_texts"));
  }

  @Test
  void theOpenInferenceProtocolGivesTheSame() {
    String inner = "{\"file\":\"%s\",\"fileType\":1,\"visualize\":false}".formatted(base64(PAGE));
    Map<String, Object> input =
        Map.of(
            "name", "input", "shape", List.of(1, 1), "datatype", "BYTES", "data", List.of(inner));

    JsonPath outer =
        given()
            .contentType("application/json")
            .body(Map.of("inputs", List.of(input), "outputs", List.of(Map.of("name", "output"))))
            .post("/v2/models/ocr/infer")
            .then()
            .statusCode(200)
            .body("model_name", equalTo("ocr"))
            .extract()
            .jsonPath();

    JsonPath answer = JsonPath.from(outer.getString("outputs[0].data[0]"));
    assertEquals(TEXT, answer.getList("result.ocrResults[0].prunedResult.rec_texts"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                         | missing",
        "{\"file\":\"AAAA\"}                                        | cannot be determined",
        "{\"file\":\"AAAA\",\"fileType\":1}                         | image",
        "{\"file\":\"AAAA\",\"fileType\":1,\"textDetThresh\":2}     | value_error",
        "{\"file\":\"AAAA\",\"fileType\":1,\"useDocUnwarping\":true} | useDocUnwarping",
        "{\"file\":\"http://a.example/b.jpg\"}                      | fetches no URLs",
      })
  void badRequestsAreRefusedInPaddlexsEnvelope(String body, String reason) {
    given()
        .contentType("application/json")
        .body(body)
        .post("/ocr")
        .then()
        .statusCode(422)
        .body("errorCode", is(422))
        .body("errorMsg", containsString(reason))
        .body("size()", is(3));
  }

  @Test
  void anEmptyPageHasNoLines() {
    JsonPath answer = read(Pages.plain(300, 200, java.awt.Color.WHITE), Map.of("visualize", false));

    assertEquals(List.of(), answer.getList("result.ocrResults[0].prunedResult.rec_texts"));
  }

  private static int least(List<List<Integer>> corners, int axis) {
    return corners.stream().mapToInt(corner -> corner.get(axis)).min().orElseThrow();
  }

  private static int most(List<List<Integer>> corners, int axis) {
    return corners.stream().mapToInt(corner -> corner.get(axis)).max().orElseThrow();
  }

  private static JsonPath read(byte[] file, Map<String, Object> wishes) {
    Map<String, Object> body = new HashMap<>(Map.of("file", base64(file), "fileType", 1));
    body.putAll(wishes);
    Response response = given().contentType("application/json").body(body).post("/ocr");
    response.then().statusCode(200);
    return response.jsonPath();
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
