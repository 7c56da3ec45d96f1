package dev.quire.api.doors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.Deadline;
import dev.quire.api.Timers;
import dev.quire.api.document.PageSource;
import dev.quire.api.doors.Told.OfPage;
import dev.quire.api.layout.LayoutOptions;
import dev.quire.api.layout.LayoutService;
import dev.quire.bulk.BulkReport;
import dev.quire.image.Bitmap;
import dev.quire.image.ImageDecoder;
import dev.quire.image.PageImage;
import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import dev.quire.model.Model;
import dev.quire.queue.Terms;
import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import dev.quire.support.Simulated;
import dev.quire.task.layout.LayoutParameters;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a page does not show faithfully is told by every door. The service keeps what it computes
 * here, so that pages with warnings are put there first, as if they had been read before.
 */
@QuarkusTest
@TestProfile(Simulated.class)
class WarningsQuarkusTest {

  private static final List<PageWarning> WARNINGS =
      List.of(
          new PageWarning(Kind.NOT_DRAWN, "A picture is left out: its compression is not read"),
          new PageWarning(Kind.MISSING_GLYPHS, "There is no font for 12 characters -- at least"),
          new PageWarning(Kind.NOT_DRAWN, "Another picture is left out"));
  private static final List<String> TYPES = List.of("not-drawn", "missing-glyphs", "not-drawn");
  private static final String PDF = "application/pdf";
  private static final String PNG = "image/png";

  @TestHTTPResource URI service;
  @Inject LayoutService layouts;
  @Inject Model model;
  @Inject Timers time;
  @TempDir Path folder;

  private final ObjectMapper json = new ObjectMapper();
  private final byte[] png = Pages.blank(93, 71);
  private final byte[] pdf = Pdfs.pages(61, 62, 63);

  private Doors doors;

  @BeforeEach
  void readBefore() {
    OpenedModels.await();
    doors = new Doors(service);
    read(PageSource.encoded(png).identity());
    read(PageSource.encoded(pdf).identity() + "/2");
  }

  private void read(String identity) {
    Terms terms = Terms.within(Duration.ofSeconds(30));
    layouts
        .page(
            new Warned(identity),
            new LayoutOptions(LayoutParameters.of(model)),
            terms,
            Deadline.in(terms.timeout(), time))
        .await()
        .indefinitely();
  }

  @Test
  void everyDoorTellsOfAPicture() throws Exception {
    List<Told> told =
        List.of(
            doors.layout(png, PNG, ""),
            doors.form(png, PNG, ""),
            doors.lines(png, PNG, ""),
            doors.layoutParsing(png, 1),
            doors.infer(png, 1),
            doors.objectDetection(png),
            doors.analyze(png, PNG),
            doors.bulk(png, "page.png", "", folder));
    for (Told each : told) {
      assertEquals(List.of(TYPES), each.pages().stream().map(OfPage::warnings).toList());
    }
  }

  @Test
  void everyDoorTellsOfADocumentsPage() throws Exception {
    List<Told> told =
        List.of(
            doors.layout(pdf, PDF, ""),
            doors.lines(pdf, PDF, ""),
            doors.layoutParsing(pdf, 0),
            doors.infer(pdf, 0),
            doors.bulk(pdf, "pages.pdf", "", folder));
    for (Told each : told) {
      assertEquals(
          List.of(List.of(), TYPES, List.of()),
          each.pages().stream().map(OfPage::warnings).toList());
    }
  }

  @Test
  void aWarningSaysWhatItIs() throws Exception {
    JsonNode answer = json.readTree(doors.post("/v1/layout", png, "Content-Type", PNG).body());

    assertEquals(
        json.readTree(
            "{\"type\":\"not-drawn\","
                + "\"detail\":\"A picture is left out: its compression is not read\"}"),
        answer.at("/warnings/0"));
  }

  /** A page that is whole has no word of it, so that clients who know none meet none. */
  @Test
  void wholePagesSayNothing() throws Exception {
    byte[] whole = Pages.blank(94, 72);
    String parsing = "{\"file\":\"%s\",\"fileType\":1}";
    String file = Base64.getEncoder().encodeToString(whole);
    for (HttpResponse<String> answer :
        List.of(
            doors.post("/v1/layout", whole, "Content-Type", PNG),
            doors.post("/v1/layout", whole, "Content-Type", PNG, "Accept", PNG),
            doors.post("/v1/layout?format=coco", whole, "Content-Type", PNG),
            doors.post("/v1/layout?format=hocr", whole, "Content-Type", PNG),
            doors.post("/v1/layout?format=alto", whole, "Content-Type", PNG),
            doors.post("/layout-parsing", parsing.formatted(file).getBytes(), "X-A", "b"),
            doors.post(
                "/object-detection",
                "{\"image\":\"%s\"}".formatted(file).getBytes(),
                "X-A",
                "b"))) {
      assertEquals(200, answer.statusCode(), answer::body);
      assertFalse(answer.body().contains("warning"), answer::body);
      assertTrue(answer.headers().firstValue("X-Page-Warnings").isEmpty());
    }
    assertTrue(doors.inferred(whole, 1).path("parameters").isMissingNode());
  }

  @Test
  void exportsTellThem() throws Exception {
    JsonNode coco =
        json.readTree(doors.post("/v1/layout?format=coco", pdf, "Content-Type", PDF).body());
    assertFalse(coco.at("/images/0").has("warnings"));
    assertEquals(3, coco.at("/images/1/warnings").size());
    String hocr = doors.post("/v1/layout?format=hocr", pdf, "Content-Type", PDF).body();
    assertTrue(
        hocr.contains("<!-- warning missing-glyphs: There is no font for 12 characters - - at"),
        hocr);
    String alto = doors.post("/v1/layout?format=alto", pdf, "Content-Type", PDF).body();
    assertTrue(
        alto.contains("<processingStepDescription>warning not-drawn: Another picture is"), alto);
  }

  @Test
  void aPictureIsAccompaniedByTheirTypes() throws Exception {
    HttpResponse<String> response =
        doors.post("/v1/layout", png, "Content-Type", PNG, "Accept", PNG);

    assertEquals(
        "not-drawn, missing-glyphs",
        response.headers().firstValue("X-Page-Warnings").orElseThrow());
  }

  @Test
  void theInferenceProtocolHasThemAmongItsParameters() throws Exception {
    assertEquals(
        "not-drawn,missing-glyphs",
        doors.inferred(pdf, 0).at("/parameters/page_warnings").textValue());
  }

  @Test
  void bulkCountsThePagesThatHaveThem() throws Exception {
    Path out = folder.resolve("out.jsonl");
    BulkReport report = doors.bulk(pdf, "pages.pdf", "", folder, out);

    assertEquals(3, report.counts().results());
    assertEquals(1, report.counts().warned());
    assertTrue(report.isFlawless());
    assertEquals(
        1, Files.readAllLines(out).stream().filter(line -> line.contains("warnings")).count());
  }

  @Test
  void metricsCountAPageOnceForEachType() throws Exception {
    double before = counted("not-drawn");
    double glyphs = counted("missing-glyphs");

    doors.layout(png, PNG, "");

    assertEquals(before + 1, counted("not-drawn"));
    assertEquals(glyphs + 1, counted("missing-glyphs"));
    assertEquals(0, counted("invisible"));
  }

  private static double counted(String type) {
    String metrics = io.restassured.RestAssured.get("/q/metrics").asString();
    return metrics
        .lines()
        .filter(line -> line.startsWith("quire_page_warnings_total{"))
        .filter(line -> line.contains("type=\"" + type + "\""))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  /** A page that is not shown faithfully. */
  private record Warned(String identity) implements PageSource {

    @Override
    public PageImage image(ImageDecoder decoder) {
      return new Bitmap(9, 7, new byte[9 * 7 * 3], 0, WARNINGS);
    }
  }
}
