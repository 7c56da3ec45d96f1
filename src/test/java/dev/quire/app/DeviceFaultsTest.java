package dev.quire.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.device.DeviceId;
import dev.quire.device.DeviceState.Kind;
import dev.quire.support.Pages;
import dev.quire.worker.Workers;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the driver says of a GPU, in a service with one device that comes back after a second. */
@QuarkusTest
@TestProfile(DeviceFaultsTest.OneGpu.class)
class DeviceFaultsTest {

  private static final DeviceId GPU = new DeviceId("gpu:0");

  @Inject DeviceFaults faults;
  @Inject Workers workers;
  @Inject MeterRegistry registry;

  @Test
  void aCriticalFaultQuarantinesTheDeviceUntilAProbePasses() throws InterruptedException {
    faults.critical(GPU, "gpu:0: Xid 79, fallen off the bus");

    assertEquals(Kind.QUARANTINED, state());
    given()
        .get("/v1/devices")
        .then()
        .body("devices[0].state", equalTo("quarantined"))
        .body("devices[0].last_error", equalTo("gpu:0: Xid 79, fallen off the bus"));
    given().get("/q/health/ready").then().statusCode(503);
    assertEquals(1, count("critical"));

    // admitted meanwhile, it waits for the device to come back
    given()
        .contentType("image/jpeg")
        .body(Pages.sample())
        .post("/v1/layout")
        .then()
        .statusCode(200);
    assertEquals(Kind.READY, state());
  }

  @Test
  void aWarningIsCountedAndChangesNothing() {
    faults.warning(GPU, "gpu:0: Xid 13, an application's error");

    assertTrue(workers.status().get(0).device().state().isServing());
    assertEquals(1, count("warning"));
  }

  private Kind state() {
    return workers.status().get(0).device().state().kind();
  }

  private double count(String severity) {
    return registry
        .counter("quire.device.faults", "device", GPU.name(), "severity", severity)
        .count();
  }

  /** One simulated device. */
  public static class OneGpu implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quire.models.layout.engine", "simulated",
          "quire.devices", "gpu:0",
          "quire.watchdog.backoff", "1s");
    }
  }
}
