package dev.quire.api.layout;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.queue.RequestQueue;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import dev.quire.support.Simulated;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Served;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Documents through {@code POST /v1/layout}; the devices are simulated, each page one region. */
@QuarkusTest
@TestProfile(Simulated.class)
class DocumentResourceQuarkusTest {

  private static final String PDF = "application/pdf";
  private static final String NDJSON = "application/x-ndjson";

  @TestHTTPResource URI service;
  @Inject RequestQueue<PreparedPage, Served<PageRows>> queue;

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everyPageOfAPdfIsLaidOut() {
    given()
        .contentType(PDF)
        .body(Pdfs.pages(72, 144, 36))
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("page_count", equalTo(3))
        .body("pages.page", equalTo(List.of(1, 2, 3)))
        .body("pages.width", equalTo(List.of(144, 288, 72)))
        .body("pages.regions", hasSize(3))
        .body("pages[1].regions[0].box", equalTo(List.of(0.0f, 0.0f, 288.0f, 200.0f)))
        .body("pages[0].error", nullValue());
  }

  @Test
  void someOfThePages() {
    given()
        .contentType(PDF)
        .queryParam("pages", "4-,1")
        .body(Pdfs.pages(10, 20, 30, 40, 50))
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("page_count", equalTo(5))
        .body("pages.page", equalTo(List.of(1, 4, 5)))
        .body("pages.width", equalTo(List.of(20, 80, 100)));
  }

  @Test
  void aFormWithADocument() {
    given()
        .multiPart("file", "two.pdf", Pdfs.pages(10, 20), PDF)
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("pages.page", equalTo(List.of(1, 2)));
  }

  @Test
  void aPictureOfOnePageIsAnsweredAsOne() {
    given()
        .contentType("image/tiff")
        .body(Pages.sampleAs("tiff"))
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("regions", hasSize(1))
        .body("pages", nullValue());
  }

  @Test
  void aPictureWhosePagesAreAskedForIsADocument() {
    given()
        .contentType("image/png")
        .queryParam("pages", "1")
        .body(Pages.blank(40, 30))
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("page_count", equalTo(1))
        .body("pages[0].width", equalTo(40));
  }

  @Test
  void linesComeInPageOrder() throws Exception {
    int[] widths = new int[60];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = 10 + i;
    }
    HttpResponse<java.io.InputStream> response = lines(Pdfs.pages(widths));

    assertEquals(200, response.statusCode());
    assertTrue(response.headers().firstValue("Content-Type").orElse("").startsWith(NDJSON));
    List<JsonNode> pages = new ArrayList<>();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body()))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        pages.add(json.readTree(line));
      }
    }
    assertEquals(widths.length, pages.size());
    for (int i = 0; i < widths.length; i++) {
      assertEquals(i + 1, pages.get(i).get("page").intValue());
      assertEquals(2 * widths[i], pages.get(i).get("width").intValue());
    }
  }

  @Test
  void whoLeavesEndsTheWork() throws Exception {
    int[] widths = new int[900];
    java.util.Arrays.setAll(widths, i -> 20 + i);
    HttpResponse<java.io.InputStream> response = lines(Pdfs.pages(widths));
    BufferedReader lines = new BufferedReader(new InputStreamReader(response.body()));
    assertEquals(1, json.readTree(lines.readLine()).get("page").intValue());

    lines.close();

    for (int i = 0; i < 1_000 && busy() > 0; i++) {
      Thread.sleep(10);
    }
    assertEquals(0, busy());
  }

  private int busy() {
    return queue.snapshot().running() + queue.depth();
  }

  @Test
  void aPageThatCannotBeDrawnFailsAlone() {
    given()
        .contentType(PDF)
        .body(Pdfs.pages(50, 30_000, 60))
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("pages.page", equalTo(List.of(1, 2, 3)))
        .body("pages[1].error.type", equalTo("urn:quire:problem:invalid-document"))
        .body("pages[1].error.detail", containsString("Page 2"))
        .body("pages[2].width", equalTo(120));
  }

  @Test
  void tooManyPagesAreRefusedWithTheirCount() {
    given()
        .contentType(PDF)
        .body(Pdfs.pages(new int[1_001]))
        .post("/v1/layout")
        .then()
        .statusCode(413)
        .body("type", equalTo("urn:quire:problem:too-many-pages"))
        .body("detail", containsString("1001"));
  }

  @Test
  void aBrokenDocumentIsRefused() {
    for (String accept : List.of("application/json", NDJSON)) {
      given()
          .contentType(PDF)
          .accept(accept)
          .body("%PDF-1.7 and no more".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
          .post("/v1/layout")
          .then()
          .statusCode(422)
          .body("type", equalTo("urn:quire:problem:invalid-document"));
    }
  }

  @Test
  void pagesThatAreNotThereAreRefused() {
    for (String pages : List.of("3", "0", "2-1", "x", "1,,2")) {
      given()
          .contentType(PDF)
          .queryParam("pages", pages)
          .body(Pdfs.pages(10, 20))
          .post("/v1/layout")
          .then()
          .statusCode(400)
          .body("type", equalTo("urn:quire:problem:invalid-parameter"));
    }
  }

  private HttpResponse<java.io.InputStream> lines(byte[] pdf)
      throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(service.resolve("/v1/layout"))
                .header("Content-Type", PDF)
                .header("Accept", NDJSON)
                .POST(BodyPublishers.ofByteArray(pdf))
                .build(),
            BodyHandlers.ofInputStream());
  }
}
