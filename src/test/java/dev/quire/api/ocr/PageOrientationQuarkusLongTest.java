package dev.quire.api.ocr;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Oriented;
import dev.quire.support.TextPages;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages that are sent turned, over real HTTP, with a model that tells how they stand. */
@QuarkusTest
@Tag("long")
@TestProfile(Oriented.class)
class PageOrientationQuarkusLongTest {

  private static final List<String> TEXT =
      List.of("Quarterly report of the water board", "The level rose by 12.5 percent in May");

  /** The page is square. */
  private static final int SIDE = 640;

  /** The models are opened behind those that the service starts with. */
  @BeforeEach
  void untilOpen() throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
    while (given().get("/v2/models/ocr/ready").statusCode() != 200) {
      assertTrue(System.nanoTime() < end, "the models are opened");
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 90, 180, 270})
  void aPageIsReadAsTheUprightOneIs(int degrees) {
    JsonPath upright = ask(TextPages.turned(TEXT, 0), "?words=true");

    JsonPath turned = ask(TextPages.turned(TEXT, degrees), "?words=true&page_orientation=true");

    assertEquals(degrees, turned.getInt("page_orientation"));
    assertFalse(upright.getMap("").containsKey("page_orientation"));
    assertEquals(TEXT, turned.getList("lines.text"));
    assertEquals(
        upright.<Integer>getList("lines.orientation"), turned.getList("lines.orientation"));
    for (int line = 0; line < TEXT.size(); line++) {
      String quad = "lines[" + line + "].quad";
      assertPlaces(upright.getList(quad), degrees, turned.getList(quad));
      String words = "lines[" + line + "].words.quad";
      List<List<List<Float>>> ofUpright = upright.getList(words);
      List<List<List<Float>>> ofTurned = turned.getList(words);
      assertEquals(ofUpright.size(), ofTurned.size());
      for (int word = 0; word < ofUpright.size(); word++) {
        assertPlaces(ofUpright.get(word), degrees, ofTurned.get(word));
      }
    }
  }

  /** Corners keep their order: the first is where the text begins. */
  private static void assertPlaces(
      List<List<Float>> upright, int degrees, List<List<Float>> turned) {
    for (int corner = 0; corner < 4; corner++) {
      double x = upright.get(corner).get(0) - SIDE / 2.0;
      double y = upright.get(corner).get(1) - SIDE / 2.0;
      double cosine = Math.cos(Math.toRadians(degrees));
      double sine = Math.sin(Math.toRadians(degrees));
      assertEquals(SIDE / 2.0 + x * cosine - y * sine, turned.get(corner).get(0), 1, "x");
      assertEquals(SIDE / 2.0 + x * sine + y * cosine, turned.get(corner).get(1), 1, "y");
    }
  }

  @Test
  void noPageIsTurnedUnlessThatIsAsked() {
    JsonPath page = ask(TextPages.turned(TEXT, 90), "");

    assertFalse(page.getMap("").containsKey("page_orientation"));
    assertNotEquals(TEXT, page.getList("lines.text"));
  }

  @Test
  void theTaskHasAQueueOfItsOwn() {
    ask(TextPages.turned(TEXT, 0), "?page_orientation=true");

    given()
        .get("/q/metrics")
        .then()
        .statusCode(200)
        .body(containsString("task=\"page-orientation\""));
  }

  @ParameterizedTest
  @ValueSource(ints = {90, 270})
  void paddlexsClientGetsThePageTurned(int degrees) {
    JsonPath upright = paddlex(TextPages.turned(TEXT, 0), false);
    JsonPath turned = paddlex(TextPages.turned(TEXT, degrees), true);

    assertEquals(degrees, turned.getInt("doc_preprocessor_res.angle"));
    assertTrue(turned.getBoolean("model_settings.use_doc_preprocessor"));
    for (String same : List.of("rec_texts", "dt_polys", "rec_polys", "rec_boxes")) {
      assertEquals(upright.<Object>getList(same), turned.getList(same), same);
    }
  }

  private static JsonPath paddlex(byte[] page, boolean turning) {
    JsonPath answer =
        given()
            .contentType("application/json")
            .body(
                Map.of(
                    "file",
                    Base64.getEncoder().encodeToString(page),
                    "fileType",
                    1,
                    "visualize",
                    false,
                    "useDocOrientationClassify",
                    turning))
            .post("/ocr")
            .then()
            .statusCode(200)
            .body("errorMsg", equalTo("Success"))
            .extract()
            .jsonPath();
    answer.setRootPath("result.ocrResults[0].prunedResult");
    return answer;
  }

  private static JsonPath ask(byte[] page, String query) {
    return given()
        .contentType("image/png")
        .body(page)
        .post("/v1/ocr" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }
}
