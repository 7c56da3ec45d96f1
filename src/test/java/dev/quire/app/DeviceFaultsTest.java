package dev.quire.app;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.device.DeviceId;
import dev.quire.device.DeviceState.Kind;
import dev.quire.serving.ServedModels;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the driver says of a GPU, in a service with one device whose quarantine is long. */
@QuarkusTest
@TestProfile(DeviceFaultsTest.OneGpu.class)
class DeviceFaultsTest {

  private static final DeviceId GPU = new DeviceId("gpu:0");

  @Inject DeviceFaults faults;
  @Inject ServedModels models;
  @Inject MeterRegistry registry;

  @Test
  void aWarningIsCountedAndACriticalFaultQuarantines() {
    faults.warning(GPU, "gpu:0: Xid 13, an application's error");

    assertEquals(1, count("warning"));
    assertEquals(Kind.READY, state());

    faults.critical(GPU, "gpu:0: Xid 79, fallen off the bus");

    assertEquals(1, count("critical"));
    assertEquals(Kind.QUARANTINED, state());
    given()
        .get("/v1/devices")
        .then()
        .body("models[0].devices[0].state", equalTo("quarantined"))
        .body("models[0].devices[0].last_error", equalTo("gpu:0: Xid 79, fallen off the bus"));
    given().get("/q/health/ready").then().statusCode(503);
    given().get("/q/health/live").then().statusCode(200);
  }

  private Kind state() {
    return models.of("layout").workers().status().get(0).device().state().kind();
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
          "quire.watchdog.backoff", "PT1H");
    }
  }
}
