package dev.quire.api.inference;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import dev.quire.support.Simulated;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol over real HTTP. */
@QuarkusTest
@TestProfile(Simulated.class)
class InferenceResourceQuarkusTest {

  private static final String INFER = "/v2/models/layout-parsing/infer";

  @Test
  void theServiceAndTheModelSayWhatTheyAre() {
    given().get("/v2").then().statusCode(200).body("name", equalTo("quire"));
    given()
        .get("/v2/models/layout-parsing")
        .then()
        .statusCode(200)
        .body("name", equalTo("layout-parsing"))
        .body("versions", contains("1"))
        .body("inputs[0].name", equalTo("input"))
        .body("inputs[0].datatype", equalTo("BYTES"))
        .body("inputs[0].shape", contains(1, 1))
        .body("outputs[0].name", equalTo("output"));
  }

  @Test
  void healthIsThatOfTheDevices() {
    given().get("/v2/health/live").then().statusCode(200).body("live", is(true));
    given().get("/v2/health/ready").then().statusCode(200).body("ready", is(true));
    given()
        .get("/v2/models/layout-parsing/ready")
        .then()
        .statusCode(200)
        .body("name", equalTo("layout-parsing"))
        .body("ready", is(true));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/seals", "/v2/models/seals/ready"})
  void otherModelsAreNotThere(String path) {
    given()
        .get(path)
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("error", equalTo("There is no model 'seals'; there is 'layout-parsing', 'ocr'"));
  }

  @Test
  void textIsAModelOfItsOwn() {
    given().get("/v2/models/ocr").then().statusCode(200).body("name", equalTo("ocr"));
    given()
        .get("/v2/models/ocr/versions/2")
        .then()
        .statusCode(404)
        .body("error", equalTo("There is no version '2' of the model 'ocr'; there is '1'"));
    OpenedModels.await();
    String page = "{\"file\":\"" + image(Pages.sample()) + "\",\"fileType\":1,\"visualize\":false}";
    JsonPath answer =
        ask(page, "/v2/models/ocr/infer")
            .then()
            .statusCode(200)
            .body("model_name", equalTo("ocr"))
            .extract()
            .jsonPath();
    JsonPath inner = JsonPath.from(answer.getString("outputs[0].data[0]"));
    assertEquals(0, inner.getInt("errorCode"));
    assertEquals("general", inner.getString("result.ocrResults[0].prunedResult.text_type"));
    JsonPath refused =
        ask("{\"file\":\"AAAA\",\"fileType\":1,\"useDocUnwarping\":true}", "/v2/models/ocr/infer")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    assertEquals(422, JsonPath.from(refused.getString("outputs[0].data[0]")).getInt("errorCode"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/"})
  void theVersionThatTheMetadataTellMayBeNamed(String end) {
    String version = "/v2/models/layout-parsing/versions/1";
    given().get(version + end).then().statusCode(200).body("versions", contains("1"));
    given().get(version + "/ready" + end).then().statusCode(200).body("ready", is(true));
    String page =
        "{\"file\":\"" + image(Pages.blank(31, 17)) + "\",\"fileType\":1,\"visualize\":false}";
    ask(page, version + "/infer" + end).then().statusCode(200).body("model_version", equalTo("1"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "01", "latest"})
  void otherVersionsAreNotThere(String version) {
    String path = "/v2/models/layout-parsing/versions/" + version;
    String error =
        "There is no version '" + version + "' of the model 'layout-parsing'; there is '1'";
    given().get(path).then().statusCode(404).body("error", equalTo(error));
    given().get(path + "/ready").then().statusCode(404).body("error", equalTo(error));
    ask("{}", path + "/infer").then().statusCode(404).body("error", equalTo(error));
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2/nothing, 404",
    "GET, /v2/models, 404",
    "GET, /v2/models/layout-parsing/stats, 404",
    "POST, /v2/models/layout-parsing/versions/1/infer/stream, 404",
    "POST, /v2/repository/index, 404",
    "PUT, /v2/nothing, 404",
    "GET, /v2/models/layout-parsing/versions, 404",
    "POST, /v2, 405",
    "POST, /v2/health/ready, 405",
    "POST, /v2/models/layout-parsing, 405",
    "DELETE, /v2/models/layout-parsing/versions/1, 405",
    "GET, /v2/models/layout-parsing/infer, 405",
    "PATCH, /v2/models/layout-parsing/versions/1/infer/, 405"
  })
  void whatTheProtocolDoesNotHaveItRefusesInItsOwnForm(String method, String path, int status) {
    given()
        .request(method, path)
        .then()
        .statusCode(status)
        .contentType("application/json")
        .body("size()", is(1))
        .body("error", containsString(path));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2", "/v2/health/live", "/v2/models/layout-parsing/versions/1"})
  void theHeadOfWhatCanBeReadCanBeRead(String path) {
    given().head(path).then().statusCode(200);
    given().accept("text/html").get(path).then().statusCode(200).contentType("application/json");
  }

  @Test
  void aPageGoesInAndItsLayoutComesOutAsText() {
    JsonPath answer =
        infer("{\"file\":\"" + image(Pages.sample()) + "\",\"fileType\":1,\"visualize\":false}")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .body("model_name", equalTo("layout-parsing"))
            .body("id", equalTo("42"))
            .body("outputs[0].name", equalTo("output"))
            .body("outputs[0].datatype", equalTo("BYTES"))
            .body("outputs[0].shape", contains(1, 1))
            .extract()
            .jsonPath();
    JsonPath inner = JsonPath.from(answer.getString("outputs[0].data[0]"));
    assertEquals(0, inner.getInt("errorCode"));
    assertFalse(
        inner
            .getList("result.layoutParsingResults[0].prunedResult.layout_det_res.boxes")
            .isEmpty());
  }

  @Test
  void whatIsWrongWithTheDocumentIsToldInsideTheTensor() {
    JsonPath answer =
        infer("{\"file\":\"" + image("Dear Sir".getBytes()) + "\",\"fileType\":1}")
            .then()
            .statusCode(200)
            .extract()
            .jsonPath();
    JsonPath inner = JsonPath.from(answer.getString("outputs[0].data[0]"));
    assertEquals(422, inner.getInt("errorCode"));
  }

  @Test
  void whatIsWrongWithTheTensorIsToldByTheStatus() {
    given()
        .contentType("application/json")
        .body("{\"inputs\":[]}")
        .post(INFER)
        .then()
        .statusCode(400)
        .contentType("application/json")
        .body("error", containsString("inputs"));
    given()
        .contentType("application/json")
        .body("{")
        .post(INFER)
        .then()
        .statusCode(400)
        .body("error", containsString("json_invalid"));
    given()
        .contentType("application/octet-stream")
        .header("Inference-Header-Content-Length", "2")
        .body("{}xx".getBytes())
        .post(INFER)
        .then()
        .statusCode(400)
        .body("error", equalTo("Tensors are taken as JSON only, not as bytes"));
    given()
        .contentType("application/json")
        .header("X-Timeout-Ms", "soon")
        .body("{}")
        .post(INFER)
        .then()
        .statusCode(400)
        .body("error", containsString("X-Timeout-Ms"));
  }

  private static Response infer(String text) {
    return ask(text, INFER);
  }

  private static Response ask(String text, String path) {
    return given()
        .contentType("application/json")
        .body(
            Map.of(
                "id",
                "42",
                "inputs",
                List.of(
                    Map.of(
                        "name",
                        "input",
                        "shape",
                        List.of(1, 1),
                        "datatype",
                        "BYTES",
                        "data",
                        List.of(text))),
                "outputs",
                List.of(Map.of("name", "output"))))
        .post(path);
  }

  private static String image(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
