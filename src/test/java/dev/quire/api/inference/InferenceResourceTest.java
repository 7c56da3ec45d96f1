package dev.quire.api.inference;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

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
import org.junit.jupiter.params.provider.ValueSource;

/** The Open Inference Protocol over real HTTP. */
@QuarkusTest
@TestProfile(Simulated.class)
class InferenceResourceTest {

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
  @ValueSource(strings = {"/v2/models/ocr", "/v2/models/ocr/ready"})
  void otherModelsAreNotThere(String path) {
    given()
        .get(path)
        .then()
        .statusCode(404)
        .contentType("application/json")
        .body("error", equalTo("There is no model 'ocr'; there is 'layout-parsing'"));
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
        .post(INFER);
  }

  private static String image(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
