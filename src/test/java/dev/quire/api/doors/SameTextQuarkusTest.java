package dev.quire.api.doors;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.doors.Samples.Unreadable;
import dev.quire.support.OpenedModels;
import dev.quire.support.TextPages;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** By whichever door a page comes to be read, with the embedded models: the same lines of text. */
@QuarkusTest
class SameTextQuarkusTest {

  private static final byte[] PAGE =
      TextPages.lines(
          List.of(
              "Quarterly report of the water board",
              "The level rose by 12.5 percent in May",
              "Invoice No. 2024-0815 is still open"));

  /** The models are opened behind those that the service starts with. */
  @BeforeEach
  void untilOpen() {
    OpenedModels.await();
  }

  @Test
  void aPageHasTheSameLinesAtEveryDoor() {
    List<String> lines = sent(PAGE, "application/json", "/v1/ocr").jsonPath().getList("lines.text");
    assertFalse(lines.isEmpty());

    assertEquals(lines, form("/v1/ocr").jsonPath().getList("lines.text"));
    assertEquals(
        lines,
        new JsonPath(sent(PAGE, "application/x-ndjson", "/v1/ocr").asString())
            .getList("lines.text"));
    assertEquals(String.join("\n", lines) + "\n", sent(PAGE, "text/plain", "/v1/ocr").asString());
    assertEquals(
        lines, paddlex(PAGE).jsonPath().getList("result.ocrResults[0].prunedResult.rec_texts"));
    assertEquals(
        lines,
        new JsonPath(inferred(PAGE).jsonPath().getString("outputs[0].data[0]"))
            .getList("result.ocrResults[0].prunedResult.rec_texts"));
    assertEquals(
        lines,
        sent(PAGE, "application/json", "/v1/read")
            .jsonPath()
            .<List<String>>getList("blocks.lines.text")
            .stream()
            .flatMap(List::stream)
            .toList());
  }

  @ParameterizedTest
  @EnumSource(Unreadable.class)
  void aFileIsRefusedForTheSameReasonAtEveryDoor(Unreadable sample) {
    byte[] file = sample.file();
    boolean empty = sample == Unreadable.EMPTY;
    Response layout = sent(file, "application/json", "/v1/layout");
    String reason = empty ? "" : layout.jsonPath().getString("detail");
    int status = empty ? 400 : 422;
    assertEquals(status, layout.statusCode());

    for (String path : List.of("/v1/ocr", "/v1/read")) {
      for (String type : List.of("application/json", "application/x-ndjson", "text/plain")) {
        sent(file, type, path).then().statusCode(status).body("detail", containsString(reason));
      }
    }
    paddlex(file).then().statusCode(422).body("errorMsg", containsString(reason));
    JsonPath inner = new JsonPath(inferred(file).jsonPath().getString("outputs[0].data[0]"));
    assertEquals(422, inner.getInt("errorCode"));
    assertTrue(inner.getString("errorMsg").contains(reason), inner.getString("errorMsg"));
  }

  private static Response sent(byte[] file, String accepted, String path) {
    return given().contentType(Doors.mediaType(file)).accept(accepted).body(file).post(path);
  }

  private static Response form(String path) {
    return given().multiPart("file", "page.png", PAGE, "image/png").post(path);
  }

  private static Response paddlex(byte[] file) {
    return given().contentType("application/json").body(asked(file)).post("/ocr");
  }

  private static Response inferred(byte[] file) {
    Map<String, Object> tensor =
        Map.of(
            "name",
            "input",
            "datatype",
            "BYTES",
            "shape",
            List.of(1, 1),
            "data",
            List.of(new JsonObject(asked(file)).encode()));
    return given()
        .contentType("application/json")
        .body(Map.of("inputs", List.of(tensor)))
        .post("/v2/models/ocr/infer");
  }

  private static Map<String, Object> asked(byte[] file) {
    int type = Doors.mediaType(file).equals("application/pdf") ? 0 : 1;
    return Map.of(
        "file", Base64.getEncoder().encodeToString(file), "fileType", type, "visualize", false);
  }
}
