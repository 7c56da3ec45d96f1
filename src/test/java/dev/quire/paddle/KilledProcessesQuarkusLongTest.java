package dev.quire.paddle;

import dev.quire.chaos.KilledProcesses;
import dev.quire.serving.ServedModels;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Load on page-mini in two processes of Paddle, of which one is killed again and again. */
@QuarkusTest
@Tag("long")
@TestProfile(KilledProcessesQuarkusLongTest.TwoProcesses.class)
class KilledProcessesQuarkusLongTest {

  @TestHTTPResource URI service;
  @Inject ServedModels models;

  @Test
  void noRequestIsLost() {
    LayoutClient client = new LayoutClient(service);

    new KilledProcesses(
            models, number -> client.send(Pages.sample(number), "image/jpeg"), response -> {})
        .assertNothingIsLost();
  }

  /** The model that ships, in two processes of Paddle. */
  public static class TwoProcesses implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quire.models.layout.engine", "paddlepaddle",
          "quire.models.ocr.enabled", "false",
          "quire.devices", "cpu:0,cpu:1");
    }
  }
}
