package dev.quire.api.ocr;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import dev.quire.support.TextPages;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reading of text over real HTTP with the embedded models. */
@QuarkusTest
class OcrResourceQuarkusTest {

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

  @Test
  void aPageGivesItsLines() {
    Response response = ask(PAGE, "?words=true");

    response
        .then()
        .statusCode(200)
        .header("Server-Timing", containsString("recognize;dur="))
        .body("model", equalTo("ppocr-v4"))
        .body("width", is(640))
        .body("device", startsWith("cpu"))
        .body("lines.text", equalTo(TEXT))
        .body("lines.orientation", everyItem(is(0)))
        .body("$", not(hasKey("page_orientation")))
        .body(
            "lines[0].words.text", contains("Quarterly", "report", "of", "the", "water", "board"));
    List<Float> box = response.jsonPath().getList("lines[1].box");
    assertEquals(40, box.get(0), 6, "left");
    assertTrue(box.get(1) > 84 && box.get(3) < 134, () -> "the second line is at " + box);
  }

  @Test
  void aPageUpsideDownIsRead() {
    Response response = ask(TextPages.upsideDown(TEXT), "");

    List<String> found = response.jsonPath().getList("lines.text");
    assertEquals(List.of(TEXT.get(2), TEXT.get(1), TEXT.get(0)), found);
    assertEquals(List.of(180, 180, 180), response.jsonPath().getList("lines.orientation"));
    List<Float> first = response.jsonPath().getList("lines[0].quad[0]");
    List<Float> opposite = response.jsonPath().getList("lines[0].quad[2]");
    assertTrue(first.get(0) > opposite.get(0), "the text begins at the right");
  }

  @Test
  void textAloneIsPlain() {
    String text =
        sent(PAGE)
            .accept("text/plain")
            .post("/v1/ocr")
            .then()
            .statusCode(200)
            .contentType(startsWith("text/plain"))
            .extract()
            .asString();

    assertEquals(String.join("\n", TEXT) + "\n", text);
  }

  @Test
  void theSpacesOfTheModelItselfCanBeHad() {
    List<String> found = ask(PAGE, "?spaces=false").jsonPath().getList("lines.text");

    assertEquals(letters(TEXT), letters(found));
    assertTrue(found.contains(TEXT.get(0).replace(" ", "")), () -> "without spaces: " + found);
  }

  @Test
  void theProfilesReadIt() {
    for (String profile : List.of("paddlex", "paddleocr", "rapidocr")) {
      List<String> found = ask(PAGE, "?profile=" + profile).jsonPath().getList("lines.text");

      // enlarged, as RapidOCR does, lines fall into their words
      assertEquals(letters(TEXT), letters(found), profile);
    }
  }

  private static String letters(List<String> lines) {
    return String.join("", lines).replace(" ", "");
  }

  @Test
  void anEmptyPageHasNoLines() {
    ask(Pages.plain(300, 200, java.awt.Color.WHITE), "")
        .then()
        .statusCode(200)
        .body("lines", empty());
  }

  @Test
  void aDocumentIsReadPageByPage() {
    given()
        .contentType("application/pdf")
        .body(TextPages.pdf(TEXT))
        .post("/v1/ocr?pages=2-3")
        .then()
        .statusCode(200)
        .body("page_count", is(3))
        .body("pages.page", contains(2, 3))
        .body("pages.lines.text", equalTo(List.of(TEXT.subList(1, 2), TEXT.subList(2, 3))));
  }

  @Test
  void linesOfADocumentComeOneByOne() {
    String lines =
        given()
            .contentType("application/pdf")
            .accept("application/x-ndjson")
            .body(TextPages.pdf(TEXT.subList(0, 2)))
            .post("/v1/ocr")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertEquals(2, lines.lines().count());
    assertTrue(lines.lines().toList().get(1).contains(TEXT.get(1)), lines);
  }

  @ParameterizedTest
  @CsvSource({
    "threshold=2,threshold must be a number from 0 to 1",
    "box_threshold=x,box_threshold must be a number from 0 to 1",
    "unclip=0,unclip: The unclip ratio must be above 0",
    "limit_side=0,limit_side: The limited side must be 1 to 8000",
    "limit_type=mid,limit_type must be min or max",
    "profile=tesseract,'profile must be one of [paddlex, paddleocr, rapidocr]'",
    "words=yes,words must be true or false",
    "page_orientation=yes,page_orientation must be true or false",
    "page_orientation=true,page_orientation cannot be true: the service has no model for it",
    "visualize=all,'visualize must be true, false or page'"
  })
  void wrongParametersAreNamed(String query, String detail) {
    ask(PAGE, "?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:invalid-parameter"))
        .body("detail", containsString(detail));
  }

  @Test
  void whatIsNoImageIsRefused() {
    ask("no image".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "").then().statusCode(422);
  }

  private static RequestSpecification sent(byte[] page) {
    return given().contentType("image/png").body(page);
  }

  private static Response ask(byte[] page, String query) {
    return sent(page).post("/v1/ocr" + query);
  }
}
