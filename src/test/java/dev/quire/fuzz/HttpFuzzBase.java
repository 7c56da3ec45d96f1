package dev.quire.fuzz;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.RequestQueue;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.support.OpenedModels;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Many inputs over HTTP, no two alike but by chance: whatever is sent is answered or refused in the
 * endpoint's own words, never with a fault of the service's, and leaves nothing behind. What is
 * fuzzed is decoding, JSON, PDF and texts; the devices are simulated.
 */
abstract class HttpFuzzBase {

  private static final List<byte[]> PICTURES = Pictures.all();
  private static final List<byte[]> PDFS = PdfFiles.all();

  @TestHTTPResource URI service;
  @Inject ServedModels models;

  private final double share;

  /**
   * @param share of ten thousand inputs, above 0
   */
  HttpFuzzBase(double share) {
    this.share = share;
  }

  @Test
  void jsonBodies() throws Exception {
    List<byte[]> files = new ArrayList<>(PICTURES);
    files.addAll(PDFS);
    fuzz("jsonBodies", 3_500, new JsonAsks(files));
  }

  @Test
  void queriesAndHeaders() throws Exception {
    fuzz("queriesAndHeaders", 1_000, new QueryAsks(PICTURES, PDFS));
  }

  @Test
  void picturesAndPdfs() throws Exception {
    fuzz("picturesAndPdfs", 3_500, new FileAsks(PICTURES, PDFS));
  }

  @Test
  void textsAndPairs() throws Exception {
    fuzz("textsAndPairs", 2_000, new TextAsks());
  }

  private void fuzz(String test, int all, Asks asks) throws Exception {
    int inputs = (int) Math.round(share * all);
    OpenedModels.await();
    assertGoodPagesAreAnswered();
    Set<String> filesBefore = temporaryFiles();
    Replay replay = Replay.orElse(inputs);

    Map<Integer, Integer> answers =
        new Campaign(getClass().getSimpleName() + "#" + test, replay, service).run(asks);

    assertNothingIsLeft(filesBefore);
    assertGoodPagesAreAnswered();
    if (replay.inputs() >= inputs) {
      assertNeitherAllWereReadNorNone(answers, replay.inputs());
    }
  }

  /** Otherwise most of the service would never have seen the inputs. */
  private static void assertNeitherAllWereReadNorNone(Map<Integer, Integer> answers, int inputs) {
    int read = answers.getOrDefault(200, 0);
    assertTrue(read > inputs / 10 && read < inputs - inputs / 10, answers::toString);
    assertTrue(answers.getOrDefault(503, 0) < inputs / 10, answers::toString);
  }

  private void assertNothingIsLeft(Set<String> filesBefore) throws Exception {
    for (ServedModel model : models.all()) {
      RequestQueue<?, ?> queue = model.queue();
      for (int i = 0; i < 1_000 && queue.depth() + queue.snapshot().running() > 0; i++) {
        Thread.sleep(10);
      }
      assertEquals(0, queue.depth());
      assertEquals(0, queue.bytes());
      assertEquals(0, queue.snapshot().running());
    }
    Set<String> left = new HashSet<>(temporaryFiles());
    left.removeAll(filesBefore);
    // the folders of the processes that draw, which go with them
    left.remove("quire-" + System.getProperty("user.name"));
    assertEquals(Set.of(), left, "temporary files left behind");
  }

  private static void assertGoodPagesAreAnswered() {
    given().get("/q/health").then().statusCode(200).body("status", equalTo("UP"));
    given().get("/health").then().statusCode(200).body("errorMsg", equalTo("Healthy"));
    given()
        .contentType("image/jpeg")
        .body(Pages.sample())
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("regions", hasSize(1));
    given()
        .contentType("application/json")
        .body("{\"pairs\":[{\"a\":\"x\",\"b\":\"x\"}]}")
        .post("/v1/similarity")
        .then()
        .statusCode(200)
        .body("scores", hasSize(1));
    given()
        .contentType("application/json")
        .body(
            Map.of(
                "file",
                Base64.getEncoder().encodeToString(Pages.sample()),
                "fileType",
                1,
                "visualize",
                false))
        .post("/layout-parsing")
        .then()
        .statusCode(200)
        .body("result.layoutParsingResults", hasSize(1));
  }

  private static Set<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("hsperfdata"))
          .collect(Collectors.toSet());
    }
  }
}
