package dev.quire.api.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.quire.chaos.KilledProcesses;
import dev.quire.serving.ServedModels;
import dev.quire.support.LayoutClient;
import dev.quire.support.OpenedModels;
import dev.quire.support.TextPages;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Load on text reading whose models run in two processes each, of which one is killed again and
 * again: every page is answered, with all of its lines.
 */
@QuarkusTest
@Tag("long")
@TestProfile(KilledProcessesQuarkusLongTest.TwoProcesses.class)
class KilledProcessesQuarkusLongTest {

  private static final int LINES = 3;

  @TestHTTPResource URI service;
  @Inject ServedModels models;

  @Test
  void noRequestAndNoLineIsLost() {
    OpenedModels.await();
    LayoutClient client = LayoutClient.ofText(service);

    new KilledProcesses(
            models,
            number -> client.send(page(number), "image/png"),
            KilledProcessesQuarkusLongTest::check)
        .assertNothingIsLost();
  }

  private static byte[] page(long number) {
    return TextPages.lines(
        List.of("Quarterly report", "Invoice No. " + number, "is still open today"));
  }

  private static void check(HttpResponse<String> response) {
    assertEquals(LINES, JsonPath.from(response.body()).getList("lines").size(), response::body);
    assertFalse(response.body().contains("\"error\""), response::body);
  }

  /** The models that ship, each in two processes; those of layout and similarity are not killed. */
  public static class TwoProcesses implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
      return Map.of(
          "quire.models.ocr.isolation", "process",
          "quire.models.similarity.enabled", "false",
          "quire.devices", "cpu:0,cpu:1");
    }
  }
}
