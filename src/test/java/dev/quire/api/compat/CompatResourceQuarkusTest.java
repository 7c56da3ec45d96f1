package dev.quire.api.compat;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import dev.quire.support.Simulated;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import org.junit.jupiter.api.Test;

/** As clients of hand-made services with a model on each GPU ask. */
@QuarkusTest
@TestProfile(Simulated.class)
class CompatResourceQuarkusTest {

  @Test
  void anImageGivesItsRegionsAndTheGpuThatFoundThem() {
    JsonPath answer =
        given()
            .multiPart("file", "../../page.jpg", Pages.sample(), "image/jpeg")
            .post("/analyze")
            .then()
            .statusCode(200)
            .contentType("application/json")
            .body("status", equalTo("success"))
            .body("gpu_used", equalTo(0))
            .body("message", nullValue())
            .extract()
            .jsonPath();
    assertTrue(answer.getInt("regions_count") > 0);
    assertEquals(answer.getInt("regions_count"), answer.getList("regions").size());
    assertEquals(4, answer.getList("regions[0].box").size());
  }

  @Test
  void whatIsNoImageIsAnErrorWithAMessage() {
    given()
        .multiPart("file", "page.jpg", "Dear Sir or Madam".getBytes(), "image/jpeg")
        .post("/analyze")
        .then()
        .statusCode(422)
        .contentType("application/json")
        .body("status", equalTo("error"))
        .body("message", not(equalTo("")))
        .body("keySet()", not(hasItem("regions")));
  }

  @Test
  void aFormWithoutAFileIsAnErrorWithAMessage() {
    given()
        .multiPart("note", "no file here")
        .post("/analyze")
        .then()
        .statusCode(400)
        .body("status", equalTo("error"))
        .body("message", containsString("'file'"));
  }

  @Test
  void whatIsNoFormIsAnErrorWithAMessage() {
    given()
        .contentType("image/jpeg")
        .body(Pages.sample())
        .post("/analyze")
        .then()
        .statusCode(400)
        .contentType("application/json")
        .body("status", equalTo("error"));
  }

  @Test
  void theGpusTellTheirLoadAndState() {
    given()
        .get("/gpu_status")
        .then()
        .statusCode(200)
        .body("gpu_count", equalTo(1))
        .body("gpu_loads.size()", equalTo(1))
        .body("inference_engines", contains("GPU_0_Ready"));
  }

  @Test
  void aDocumentOfOnePageIsAsGoodAsAnImage() {
    given()
        .multiPart("file", "one.pdf", Pdfs.pages(100), "application/pdf")
        .post("/analyze")
        .then()
        .statusCode(200)
        .body("status", equalTo("success"));
  }

  /** The answer has no place for the others, and none is left out in silence. */
  @Test
  void aDocumentOfSeveralPagesIsAnError() {
    given()
        .multiPart("file", "two.pdf", Pdfs.pages(100, 100), "application/pdf")
        .post("/analyze")
        .then()
        .statusCode(422)
        .body("status", equalTo("error"))
        .body("message", containsString("at most 1"));
  }
}
