package dev.quire.api.read;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import dev.quire.support.Simulated;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import java.awt.Color;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Documents come back as PDF files with text. Models answer by rule: three lines a page. */
@QuarkusTest
@TestProfile(Simulated.class)
class SearchableQuarkusTest {

  private static final String PDF = "application/pdf";
  private static final String PNG = "image/png";

  /** The models are opened behind those that the service starts with. */
  @BeforeEach
  void untilOpen() {
    OpenedModels.await();
  }

  @Test
  void anImageComesBackAsAPageInWhichItsWordsAreFound() throws IOException {
    byte[] image = Pages.plain(400, 600, Color.WHITE);
    List<String> words = words(ask(PNG, "text/plain", image, "").asString());
    assertFalse(words.isEmpty());

    byte[] made = made(ask(PNG, PDF, image, ""));

    assertEquals(words, words(text(made, 1)));
    try (PDDocument document = Loader.loadPDF(made)) {
      assertEquals(1, document.getNumberOfPages());
      PDRectangle page = document.getPage(0).getMediaBox();
      assertEquals(400f / 150 * 72, page.getWidth(), 0.01);
      assertEquals(600f / 150 * 72, page.getHeight(), 0.01);
    }
  }

  @Test
  void aDocumentWithoutTextKeepsItsPagesAndGetsWords() throws IOException {
    byte[] file = document(new PDPage(), new PDPage(), new PDPage());
    List<String> words = words(ask(PDF, "text/plain", file, "?pages=2").asString());
    assertFalse(words.isEmpty());

    byte[] made = made(ask(PDF, PDF, file, "?pages=2"));

    assertEquals(words, words(text(made, 2)));
    assertEquals(List.of(), words(text(made, 1)));
    assertEquals(List.of(), words(text(made, 3)));
    byte[] whole = made(ask(PDF, PDF, file, ""));
    for (int page = 1; page <= 3; page++) {
      assertEquals(words, words(text(whole, page)), "page " + page);
    }
  }

  @Test
  void aDocumentThatDoesNotPermitItIsRefused() throws IOException {
    AccessPermission permission = new AccessPermission();
    permission.setCanModify(false);
    ask(PDF, PDF, locked(permission), "")
        .then()
        .statusCode(422)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:text-not-permitted"));
  }

  @Test
  void whatIsNotAsItWasIsSaidInAHeader() throws IOException {
    Response response = ask(PDF, PDF, locked(new AccessPermission()), "");

    assertEquals("decrypted", response.header("X-Document-Notes"));
    assertFalse(words(text(made(response), 1)).isEmpty());
  }

  @Test
  void aPageThatIsNotReadFailsTheRequest() throws IOException {
    byte[] file = document(new PDPage(), new PDPage(new PDRectangle(14_000, 14_000)));

    ask(PDF, PDF, file, "").then().statusCode(is(422)).contentType("application/problem+json");
    made(ask(PDF, PDF, file, "?pages=1"));
  }

  private static Response ask(String type, String accept, byte[] body, String query) {
    return given().contentType(type).accept(accept).body(body).post("/v1/read" + query);
  }

  private static byte[] made(Response response) {
    response.then().statusCode(200).contentType(PDF);
    return response.asByteArray();
  }

  private static String text(byte[] file, int page) throws IOException {
    try (PDDocument document = Loader.loadPDF(file)) {
      assertTrue(page <= document.getNumberOfPages());
      PDFTextStripper stripper = new PDFTextStripper();
      stripper.setStartPage(page);
      stripper.setEndPage(page);
      return stripper.getText(document);
    }
  }

  private static List<String> words(String text) {
    return Arrays.stream(text.split("\\s+")).filter(word -> !word.isEmpty()).toList();
  }

  private static byte[] document(PDPage... pages) throws IOException {
    try (PDDocument document = new PDDocument()) {
      Arrays.asList(pages).forEach(document::addPage);
      return saved(document);
    }
  }

  private static byte[] locked(AccessPermission permission) throws IOException {
    try (PDDocument document = Loader.loadPDF(document(new PDPage()))) {
      document.protect(new StandardProtectionPolicy("owner", "", permission));
      return saved(document);
    }
  }

  private static byte[] saved(PDDocument document) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    document.save(out);
    return out.toByteArray();
  }
}
