package dev.quire.api.paddlex;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import dev.quire.support.Observed;
import dev.quire.support.Pages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A service that reads no text says so in each form that it is asked in. */
@QuarkusTest
@TestProfile(Observed.class)
class WithoutTextQuarkusTest {

  @Test
  void paddlexsEndpointSaysSoInItsEnvelope() {
    given()
        .contentType("application/json")
        .body("{\"file\":\"AAAA\",\"fileType\":1}")
        .post("/ocr")
        .then()
        .statusCode(404)
        .body("errorCode", is(404))
        .body("errorMsg", containsString("quire.models.ocr.enabled"))
        .body("size()", is(3));
  }

  /** Fields that concern text are ignored, as long as there is nothing to read it. */
  @Test
  void pagesAreLaidOutAndNotRead() {
    String file = Base64.getEncoder().encodeToString(Pages.sample());
    given()
        .contentType("application/json")
        .body("{\"file\":\"%s\",\"fileType\":1,\"useSealRecognition\":true}".formatted(file))
        .post("/layout-parsing")
        .then()
        .statusCode(200)
        .body("result.layoutParsingResults[0].markdown.text", equalTo(""))
        .body("result.layoutParsingResults[0].prunedResult.overall_ocr_res", nullValue())
        .body(
            "result.layoutParsingResults[0].prunedResult.model_settings.use_table_recognition",
            nullValue());
  }

  @Test
  void theOpenInferenceProtocolHasNoSuchModel() {
    given()
        .get("/v2/models/ocr")
        .then()
        .statusCode(404)
        .body("error", equalTo("There is no model 'ocr'; there is 'layout-parsing'"));
  }

  @Test
  void quiresOwnEndpointSaysSo() {
    given()
        .contentType("image/png")
        .body(new byte[] {1})
        .post("/v1/ocr")
        .then()
        .statusCode(404)
        .contentType("application/problem+json")
        .body("detail", containsString("quire.models.ocr.enabled"));
  }
}
