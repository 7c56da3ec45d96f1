package dev.quire.api.layout;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The forms of an answer. Each page's one region covers the top 200 rows, by a simulated model. */
@QuarkusTest
@TestProfile(Simulated.class)
class LayoutFormsQuarkusTest {

  private static final String PDF = "application/pdf";

  @TestHTTPResource URI service;

  private final byte[] page = Pages.plain(300, 400, Color.WHITE);
  private final ObjectMapper json = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"image/png,png", "image/jpeg,JPEG"})
  void aPictureOfThePage(String type, String format) throws IOException {
    Response response = given().contentType("image/png").accept(type).body(page).post("/v1/layout");

    response.then().statusCode(200);
    assertEquals(type, response.contentType());
    byte[] file = response.body().asByteArray();
    assertEquals(format, format(file));
    BufferedImage picture = ImageIO.read(new ByteArrayInputStream(file));
    assertEquals(300, picture.getWidth());
    assertEquals(400, picture.getHeight());
    assertTrue(isDrawnOn(picture));
  }

  @Test
  void aPictureInTheAnswer() throws IOException {
    Response drawn = ask("visualize", "true");
    Response bare = ask("visualize", "page");

    drawn.then().body("picture.media_type", equalTo("image/jpeg")).body("regions", hasSize(1));
    bare.then().body("picture.media_type", equalTo("image/jpeg")).body("regions", hasSize(1));
    assertTrue(isDrawnOn(embedded(drawn.asString())));
    assertTrue(!isDrawnOn(embedded(bare.asString())));
    ask("visualize", "false").then().body("picture", nullValue());
  }

  @Test
  void aPictureOfOnePageOfADocument() throws IOException {
    byte[] document = Pdfs.pages(100, 200, 300);
    Response second =
        given()
            .contentType(PDF)
            .accept("image/png")
            .queryParam("pages", "2")
            .body(document)
            .post("/v1/layout");

    second.then().statusCode(200);
    assertEquals(
        400, ImageIO.read(new ByteArrayInputStream(second.body().asByteArray())).getWidth());
    given()
        .contentType(PDF)
        .accept("image/png")
        .body(document)
        .post("/v1/layout")
        .then()
        .statusCode(413)
        .body("type", equalTo("urn:quire:problem:too-many-pages"));
  }

  @Test
  void aBrokenPageHasNoPicture() {
    given()
        .contentType(PDF)
        .accept("image/png")
        .queryParam("pages", "2")
        .body(Pdfs.pages(50, 30_000))
        .post("/v1/layout")
        .then()
        .statusCode(422)
        .body("detail", containsString("Page 2"));
  }

  @Test
  void linesTellTheCountAndCarryPictures() throws IOException {
    String lines =
        given()
            .contentType(PDF)
            .accept("application/x-ndjson")
            .queryParam("visualize", "page")
            .body(Pdfs.pages(50, 60))
            .post("/v1/layout")
            .asString();

    int number = 1;
    for (String line : lines.split("\n")) {
      JsonNode answer = json.readTree(line);
      assertEquals(number, answer.get("page").intValue());
      assertEquals(2, answer.get("page_count").intValue());
      assertEquals(number == 1 ? 100 : 120, embedded(line).getWidth());
      number++;
    }
    assertEquals(3, number);
  }

  @Test
  void aLargeDocumentWithPicturesComesInLinesOnly() {
    given()
        .contentType(PDF)
        .queryParam("visualize", "true")
        .body(Pdfs.pages(new int[33]))
        .post("/v1/layout")
        .then()
        .statusCode(413);
  }

  @Test
  void cocoOfADocument() throws IOException {
    Response response =
        given()
            .contentType(PDF)
            .queryParam("format", "coco")
            .body(Pdfs.pages(100, 200))
            .post("/v1/layout");

    response
        .then()
        .statusCode(200)
        .contentType("application/json;charset=UTF-8")
        .body("images.width", equalTo(List.of(200, 400)))
        .body("annotations.image_id", equalTo(List.of(1, 2)))
        .body("annotations[1].bbox", equalTo(List.of(0.0f, 0.0f, 400.0f, 200.0f)));
  }

  @ParameterizedTest
  @CsvSource({"hocr,application/xhtml+xml,ocr_page", "alto,application/xml,<Page"})
  void structuresForOcr(String format, String type, String mark) {
    Response response =
        given()
            .contentType("image/png")
            .accept("*/*")
            .queryParam("format", format)
            .body(page)
            .post("/v1/layout");

    response.then().statusCode(200);
    assertEquals(type + ";charset=UTF-8", response.contentType());
    assertTrue(response.asString().contains(mark), response::asString);
    given()
        .contentType("image/png")
        .accept(type)
        .body(page)
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .contentType(type + ";charset=UTF-8")
        .body(containsString(mark));
  }

  @Test
  void anExportFailsWithItsFirstBrokenPage() {
    given()
        .contentType(PDF)
        .queryParam("format", "coco")
        .body(Pdfs.pages(50, 30_000, 60))
        .post("/v1/layout")
        .then()
        .statusCode(422)
        .body("detail", containsString("Page 2"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "threshold|1.5|threshold must be a number from 0 to 1, not '1.5'",
        "threshold|NaN|threshold must be a number from 0 to 1, not 'NaN'",
        "threshold|0.5,nothing:0.4|threshold names 'nothing'; the classes are",
        "threshold|text:0.4,text:0.5|threshold names 'text' twice",
        "threshold|0.4,0.5|two values",
        "threshold|text:|not ''",
        "nms|yes|nms must be true or false, not 'yes'",
        "merge|biggest|merge must be one of [union, large, small], not 'biggest'",
        "merge|LARGE|merge must be one of [union, large, small], not 'LARGE'",
        "unclip|0|unclip must be a ratio above 0, or WIDTHxHEIGHT of two, not '0'",
        "unclip|1x2x3|not '1x2x3'",
        "unclip|Infinity|not 'Infinity'",
        "shape|round|shape must be one of [rect, quad, poly, auto], not 'round'",
        "refinement|all|refinement must be none or paddlex, not 'all'",
        "visualize|yes|visualize must be true, false or page, not 'yes'",
        "format|pdf|format must be one of json, coco, hocr, alto, not 'pdf'",
        "resolution|1|resolution must be one of",
      })
  void parametersThatMakeNoSense(String name, String value, String detail) {
    ask(name, value)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:quire:problem:invalid-parameter"))
        .body("detail", containsString(detail));
  }

  private Response ask(String name, String value) {
    return given().contentType("image/png").queryParam(name, value).body(page).post("/v1/layout");
  }

  private BufferedImage embedded(String answer) throws IOException {
    byte[] file = json.readTree(answer).at("/picture/data").binaryValue();
    assertEquals("JPEG", format(file));
    return ImageIO.read(new ByteArrayInputStream(file));
  }

  private static String format(byte[] file) throws IOException {
    try (var stream = ImageIO.createImageInputStream(new ByteArrayInputStream(file))) {
      return ImageIO.getImageReaders(stream).next().getFormatName();
    }
  }

  /** The pages are white, but for what is drawn. */
  private static boolean isDrawnOn(BufferedImage picture) {
    assertNotEquals(0, picture.getWidth());
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int channel = 0; channel <= 16; channel += 8) {
        if ((picture.getRGB(x, 199) >> channel & 0xff) < 200) {
          return true;
        }
      }
    }
    return false;
  }
}
