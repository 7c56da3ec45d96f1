package dev.quire.api.status;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Simulated;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@TestProfile(Simulated.class)
class StatusResourceTest {

  @Test
  void devicesTellTheirStateAndMemory() {
    given()
        .get("/v1/devices")
        .then()
        .statusCode(200)
        .body("model", equalTo("page-mini"))
        .body("devices", hasSize(1))
        .body("devices[0].device", equalTo("gpu:0"))
        .body("devices[0].state", equalTo("ready"))
        .body("devices[0].serving", is(true))
        .body("devices[0].restarts", equalTo(0))
        .body("devices[0].memory.total", equalTo(16L << 30))
        .body("devices[0].memory.used", equalTo(1 << 30))
        .body("devices[0].batch_size.'640x640'", greaterThan(0));
  }

  @Test
  void theQueueTellsItsDepthAndBounds() {
    given()
        .get("/v1/queue")
        .then()
        .statusCode(200)
        .body("depth", equalTo(0))
        .body("capacity", equalTo(256))
        .body("by_priority.interactive", equalTo(0))
        .body("by_priority.bulk", equalTo(0))
        .body("drain_millis", equalTo(0f));
  }

  @Test
  void theCalibrationIsWhatTheDeviceTakes() {
    List<Float> millis =
        given()
            .get("/v1/calibration")
            .then()
            .statusCode(200)
            .body("devices[0].buckets[0].sizes[0].size", equalTo(1))
            .extract()
            .jsonPath()
            .getList("devices[0].buckets[0].sizes.millis", Float.class);
    assertTrue(millis.get(0) >= 40, () -> millis + " ms");
    assertTrue(millis.size() >= 4, () -> millis + " ms");
  }
}
