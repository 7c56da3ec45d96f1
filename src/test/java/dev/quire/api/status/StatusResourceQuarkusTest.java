package dev.quire.api.status;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Simulated.class)
class StatusResourceQuarkusTest {

  /** Of the models for pages and pairs, and the three of text. */
  private static final long MODEL_BYTES = 5L << 30;

  @TestHTTPResource URI service;

  @Test
  void devicesTellTheirStateAndMemory() {
    given()
        .get("/v1/devices")
        .then()
        .statusCode(200)
        .body("models", hasSize(5))
        .body("models[0].model", equalTo("page-mini"))
        .body("models[0].task", equalTo("layout"))
        .body("models[0].resolution", equalTo("640x640"))
        .body("models[0].devices", hasSize(1))
        .body("models[0].devices[0].device", equalTo("gpu:0"))
        .body("models[0].devices[0].state", equalTo("ready"))
        .body("models[0].devices[0].serving", is(true))
        .body("models[0].devices[0].restarts", equalTo(0))
        .body("models[0].devices[0].memory.total", equalTo(80L << 30))
        .body("models[0].devices[0].batch_size.'640x640'", greaterThan(0));
  }

  /** Its last reading may still be of a run, a probe's for one, which holds memory of its own. */
  @Test
  void anIdleDeviceHoldsItsModelsAlone() throws InterruptedException {
    long used = 0;
    for (int i = 0; i < 300 && used != MODEL_BYTES; i++) {
      used = given().get("/v1/devices").jsonPath().getLong("models[0].devices[0].memory.used");
      Thread.sleep(100);
    }
    assertEquals(MODEL_BYTES, used);
  }

  @Test
  void theQueueTellsItsDepthAndBounds() {
    given()
        .get("/v1/queue")
        .then()
        .statusCode(200)
        .body("queues[0].depth", equalTo(0))
        .body("queues[0].capacity", equalTo(256))
        .body("queues[0].by_priority.interactive", equalTo(0))
        .body("queues[0].by_priority.bulk", equalTo(0))
        .body("queues[0].drain_millis", equalTo(0f));
  }

  @Test
  void theCalibrationIsWhatTheDeviceTakes() {
    List<Float> millis =
        given()
            .get("/v1/calibration")
            .then()
            .statusCode(200)
            .body("models[0].devices[0].buckets[0].sizes[0].size", equalTo(1))
            .extract()
            .jsonPath()
            .getList("models[0].devices[0].buckets[0].sizes.millis", Float.class);
    assertTrue(millis.get(0) >= 20, () -> millis + " ms");
    assertTrue(millis.size() >= 4, () -> millis + " ms");
  }

  @Test
  void watchersGetDevicesAndQueueTogether() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(service.resolve("/v1/devices"))
            .header("Accept", "text/event-stream")
            .build();
    for (int watcher = 0; watcher < 2; watcher++) {
      HttpResponse<InputStream> response =
          HttpClient.newHttpClient().send(request, BodyHandlers.ofInputStream());
      assertEquals(200, response.statusCode());
      assertEquals(
          "text/event-stream", response.headers().firstValue("Content-Type").orElseThrow());
      try (BufferedReader lines = new BufferedReader(new InputStreamReader(response.body()))) {
        for (int event = 0; event < 2; event++) {
          String line = lines.readLine();
          assertTrue(line.startsWith("data:"), line);
          JsonNode data = new ObjectMapper().readTree(line.substring("data:".length()));
          assertEquals("gpu:0", data.at("/models/0/devices/0/device").asText());
          assertEquals(256, data.at("/queues/0/capacity").asInt());
          assertEquals("", lines.readLine());
        }
      }
    }
  }
}
