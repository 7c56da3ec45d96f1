package dev.quire.api.layout;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThanOrEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.quire.app.MemoryReadings;
import dev.quire.batch.Bucket;
import dev.quire.batch.MemoryTable;
import dev.quire.device.DeviceMemory;
import dev.quire.device.pressure.PressureControl;
import dev.quire.model.Model;
import dev.quire.model.Resolution;
import dev.quire.support.Observed;
import dev.quire.support.Pages;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.DeviceMemoryTracker;
import dev.quire.worker.ModelSupervisor;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Resolutions and memory, over real HTTP. The service itself samples memory as it starts and then
 * once a minute, so these tests do it, on a clock of their own.
 */
@QuarkusTest
@TestProfile(Observed.class)
class PressureQuarkusTest {

  private static final long SETTLE = Duration.ofSeconds(1).toNanos();
  private static final long HOLD = Duration.ofSeconds(10).toNanos();

  /** Far ahead, so that what the service samples in between counts as earlier. */
  private static long clock = System.nanoTime() + Duration.ofHours(1).toNanos();

  /** No two pages are the same, so that none is answered from the cache. */
  private static long pages = 1_000;

  @Inject ModelSupervisor<PreparedPage, PageRows> supervisor;
  @Inject Model model;
  @Inject MemoryReadings readings;

  @BeforeEach
  void readNoMemory() {
    readings.stop();
  }

  @AfterEach
  void relax() {
    sampleUntilRelaxed();
  }

  @Test
  void withoutPressureAPageIsAnsweredAtTheModelsOwnResolution() {
    assertAnswered(given(), 640);
  }

  @ParameterizedTest
  @CsvSource({"800,800", "736,736", "640,640", "576,576", "512,512", "512x512,512"})
  void aPageIsAnsweredAtTheResolutionItAsksFor(String asked, int side) {
    assertAnswered(given().queryParam("resolution", asked), side);
  }

  @ParameterizedTest
  @ValueSource(strings = {"123", "640x512", "640x", "large", "-640", "640 "})
  void anUnknownResolutionIsRefusedWithThoseThereAre(String asked) {
    ask(given().queryParam("resolution", asked))
        .statusCode(400)
        .contentType("application/problem+json")
        .body("type", equalTo("urn:quire:problem:invalid-parameter"))
        .body(
            "detail",
            allOf(
                containsString("resolution must be one of"),
                containsString("800x800, 736x736, 640x640, 576x576, 512x512"),
                containsString("'" + asked + "'")));
  }

  @Test
  void aFormMayAskForAResolutionToo() {
    given()
        .queryParam("resolution", "576")
        .multiPart("file", "page.jpg", Pages.sample(), "image/jpeg")
        .post("/v1/layout")
        .then()
        .statusCode(200)
        .body("resolution.height", is(576));
  }

  /** 16 GiB, less 1 for each model and 13.5 in reserve, is room for 8 pages of 64 MiB. */
  @Test
  void batchesAreNoLargerThanTheMemoryAllows() {
    for (Resolution resolution : model.resolutions()) {
      given()
          .get("/v1/devices")
          .then()
          .statusCode(200)
          .body(
              "models[0].devices[0].batch_size.'" + resolution + "'",
              allOf(greaterThan(0), lessThanOrEqualTo(8)));
    }
  }

  @Test
  void aResolutionThatCanNeverFitIsRefused() {
    MemoryTable table = watch().table();
    Bucket largest = bucket(Resolution.square(800));
    long before = table.bytes(largest, 1);
    table.measured(largest, 1, watch().last().total() + 1);
    try {
      ask(given().queryParam("resolution", "800"))
          .statusCode(422)
          .contentType("application/problem+json")
          .body("type", equalTo("urn:quire:problem:does-not-fit"))
          .body("detail", containsString("lower resolution"));
      assertAnswered(given(), 640);
    } finally {
      table.measured(largest, 1, before);
    }
    assertAnswered(given().queryParam("resolution", "800"), 800);
  }

  @Test
  void underPressurePagesAreAnsweredAtALowerResolutionAndItComesBack() {
    press(0.45);
    assertAnswered(given(), 640);
    clock += SETTLE;
    press(0.45);
    assertAnswered(given(), 576);

    press(0.85);
    clock += SETTLE;
    press(0.85);
    assertEquals(3, supervisor.pressureLevel());
    assertAnswered(given(), 512);

    press(0);
    assertAnswered(given(), 512);
    for (int side : new int[] {512, 576, 640}) {
      clock += HOLD;
      press(0);
      assertAnswered(given(), side);
    }
  }

  @Test
  void whoInsistsOnAResolutionGetsItUnderPressureToo() {
    press(0.85);
    clock += SETTLE;
    press(0.85);

    assertAnswered(given().queryParam("resolution", "800"), 800);
    assertAnswered(given(), 512);
  }

  private void press(double share) {
    PressureControl pressure = watch().pressure();
    long total = watch().last().total();
    long atRest = pressure.atRest().orElseThrow();
    long used = atRest + Math.round(share * (total - atRest));
    pressure.sample(new DeviceMemory(used, total), clock);
  }

  private void sampleUntilRelaxed() {
    for (int i = 0; i < 10; i++) {
      clock += HOLD;
      press(0);
    }
    assertFalse(watch().pressure().pressure().pressed());
  }

  private DeviceMemoryTracker watch() {
    return supervisor.status().get(0).memory();
  }

  private static Bucket bucket(Resolution resolution) {
    return new Bucket(resolution.toString(), resolution.pixels());
  }

  private static ValidatableResponse ask(RequestSpecification request) {
    return request.contentType("image/jpeg").body(Pages.sample(pages++)).post("/v1/layout").then();
  }

  private static void assertAnswered(RequestSpecification request, int side) {
    ask(request)
        .statusCode(200)
        .body("resolution.height", is(side))
        .body("resolution.width", is(side))
        .body("width", is(1240))
        .body("height", is(1754));
  }
}
