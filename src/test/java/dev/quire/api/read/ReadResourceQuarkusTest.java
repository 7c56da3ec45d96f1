package dev.quire.api.read;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import dev.quire.support.TextPages;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The reading of pages over real HTTP with the embedded models. */
@QuarkusTest
class ReadResourceQuarkusTest {

  private static final List<String> TEXT =
      List.of(
          "Quarterly report of the water board",
          "The level rose by 12.5 percent in May",
          "Invoice No. 2024-0815 is still open");

  private static final byte[] PICTURE = TextPages.lines(TEXT);

  /** The models are opened behind those that the service starts with. */
  @BeforeEach
  void untilOpen() {
    OpenedModels.await();
  }

  @ParameterizedTest
  @CsvSource({
    "json,     application/json,      '\"blocks\":['",
    "markdown, text/markdown,         Quarterly report",
    "text,     text/plain,            Quarterly report",
    "pdf,      application/pdf,       %PDF-",
    "hocr,     application/xhtml+xml, 'class=\"ocrx_word\"'",
    "alto,     application/xml,       'CONTENT=\"Quarterly\"'"
  })
  void theFormatIsTakenByNameOrByAccept(String format, String mediaType, String part) {
    Response named = ask(PICTURE, "image/png", "?format=" + format);
    Response accepted =
        given().contentType("image/png").accept(mediaType).body(PICTURE).post("/v1/read");

    for (Response response : List.of(named, accepted)) {
      response.then().statusCode(200).contentType(startsWith(mediaType));
      String body = new String(response.asByteArray(), StandardCharsets.UTF_8);
      assertTrue(body.contains(part), body);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "format=docx,                         application/json,     format must be one of",
    "format=pdf,                          application/x-ndjson, each page is JSON",
    "images=linked,                       application/json,     images must be one of",
    "images=embedded&format=text,         application/json,     has no place",
    "images=embedded&visualize=true,      application/json,     not for both"
  })
  void wishesThatContradictThemselvesAreRefused(String query, String accepted, String detail) {
    given()
        .contentType("image/png")
        .accept(accepted)
        .body(PICTURE)
        .post("/v1/read?" + query)
        .then()
        .statusCode(400)
        .body("type", equalTo("urn:quire:problem:invalid-parameter"))
        .body("detail", containsString(detail));
  }

  @Test
  void aPageWithoutFiguresIsTheSameWithTheirPictures() {
    List<String> bare = ask(PICTURE, "image/png", "").jsonPath().getList("blocks.text");

    assertFalse(bare.isEmpty());
    assertEquals(
        bare, ask(PICTURE, "image/png", "?images=embedded").jsonPath().getList("blocks.text"));
  }

  @Test
  void everyLineOfAPictureIsInOneBlock() {
    Response response = ask(PICTURE, "image/png", "?words=true");

    response
        .then()
        .statusCode(200)
        .header("Server-Timing", containsString("layout;dur="))
        .body("text_source", equalTo("ocr"))
        .body("width", is(640));
    List<String> lines =
        new ArrayList<>(response.jsonPath().getList("blocks.lines.text.flatten()"));
    Collections.sort(lines);
    assertEquals(TEXT.stream().sorted().toList(), lines);
    List<String> words = response.jsonPath().getList("blocks.lines.words.text.flatten()");
    assertTrue(words.contains("12.5"), words::toString);
  }

  @Test
  void thePlacesOfWordsAreToldOnlyWhereTheyAreAskedFor() {
    String answer = ask(PICTURE, "image/png", "").asString();

    assertFalse(answer.contains("\"words\""), answer);
  }

  @Test
  void thePrintedTextOfAPdfComesFromItsLayer() throws IOException {
    byte[] pdf = printed(TEXT, TEXT);
    Response response = ask(pdf, "application/pdf", "");

    response
        .then()
        .statusCode(200)
        .body("page_count", is(2))
        .body("pages.text_source", equalTo(List.of("layer", "layer")));
    List<String> lines = response.jsonPath().getList("pages[1].blocks.lines.text.flatten()");
    assertEquals(TEXT, lines);
  }

  @Test
  void aScanInAPdfIsRecognized() throws IOException {
    ask(scanned(), "application/pdf", "")
        .then()
        .statusCode(200)
        .body("pages[0].text_source", equalTo("ocr"))
        .body("pages[0].text_reason", equalTo("no-text-layer"))
        .body("pages[0].markdown", containsString(TEXT.get(0)));
  }

  @Test
  void recognitionCanBeInsistedOn() throws IOException {
    ask(printed(TEXT), "application/pdf", "?text=ocr")
        .then()
        .statusCode(200)
        .body("pages[0].text_source", equalTo("ocr"))
        .body("pages[0].markdown", containsString("12.5 percent"));
  }

  @Test
  void theLayerCanBeInsistedOn() throws IOException {
    ask(scanned(), "application/pdf", "?text=layer")
        .then()
        .statusCode(200)
        .body("pages[0].text_source", equalTo("layer"))
        .body("pages[0].blocks.lines.text.flatten()", equalTo(List.of()));
  }

  @Test
  void theWholeDocumentIsMarkdownOrText() throws IOException {
    byte[] pdf = printed(TEXT, List.of("The end of it"));
    for (String type : List.of("text/markdown", "text/plain")) {
      String text =
          given()
              .contentType("application/pdf")
              .accept(type)
              .body(pdf)
              .post("/v1/read")
              .then()
              .statusCode(200)
              .contentType(startsWith(type))
              .extract()
              .asString();
      int at = -1;
      for (String line : List.of(TEXT.get(0), "12.5 percent", "The end of it")) {
        int next = text.indexOf(line, at + 1);
        assertTrue(next > at, () -> line + " is not in its place: " + text);
        at = next;
      }
    }
  }

  @Test
  void pagesComeOneByOne() throws IOException {
    String lines =
        given()
            .contentType("application/pdf")
            .accept("application/x-ndjson")
            .body(printed(TEXT, List.of("The end of it")))
            .post("/v1/read?pages=2")
            .then()
            .statusCode(200)
            .extract()
            .asString();

    assertEquals(1, lines.lines().count());
    assertTrue(lines.startsWith("{\"page\":2"), lines);
    assertTrue(lines.contains("The end of it"), lines);
  }

  @Test
  void anEmptyPageSaysNothing() {
    ask(Pages.plain(300, 200, java.awt.Color.WHITE), "image/png", "")
        .then()
        .statusCode(200)
        .body("blocks.lines.flatten()", equalTo(List.of()))
        .body("markdown", equalTo(""));
  }

  @ParameterizedTest
  @CsvSource({
    "text=yes,'text must be one of [auto, layer, ocr], not'",
    "writing=up,'writing must be one of [auto, ltr, rtl, vertical], not'",
    "score=2,score must be a number from 0 to 1",
    "words=maybe,words must be true or false"
  })
  void wrongParametersAreNamed(String query, String detail) {
    ask(PICTURE, "image/png", "?" + query)
        .then()
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:invalid-parameter"))
        .body("detail", containsString(detail));
  }

  @Test
  void whatIsNoImageIsRefused() {
    ask("no image".getBytes(java.nio.charset.StandardCharsets.US_ASCII), "image/png", "")
        .then()
        .statusCode(422);
  }

  private static Response ask(byte[] file, String type, String query) {
    return given().contentType(type).body(file).post("/v1/read" + query);
  }

  /** A PDF document with a page for each list, its lines below each other. */
  @SafeVarargs
  private static byte[] printed(List<String>... pages) throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream file = new ByteArrayOutputStream()) {
      for (List<String> lines : pages) {
        PDPage page = new PDPage(PDRectangle.A5);
        document.addPage(page);
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
          content.beginText();
          content.setFont(new PDType1Font(FontName.HELVETICA), 14);
          content.newLineAtOffset(60, 500);
          for (String line : lines) {
            content.showText(line);
            content.newLineAtOffset(0, -40);
          }
          content.endText();
        }
      }
      document.save(file);
      return file.toByteArray();
    }
  }

  /** A PDF document whose page is a picture. */
  private static byte[] scanned() throws IOException {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream file = new ByteArrayOutputStream()) {
      PDImageXObject picture = PDImageXObject.createFromByteArray(document, PICTURE, "scan");
      PDPage page = new PDPage(new PDRectangle(picture.getWidth(), picture.getHeight()));
      document.addPage(page);
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.drawImage(picture, 0, 0);
      }
      document.save(file);
      return file.toByteArray();
    }
  }
}
