package dev.quire.trace;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.quire.api.ItemTrace;
import dev.quire.queue.TraceContext;
import dev.quire.support.Pages;
import dev.quire.worker.BatchListener;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Without a setting nothing is traced, even where a client asks for it. */
@QuarkusTest
@TestProfile(NoTracesTest.Untouched.class)
class NoTracesTest {

  @Inject Traces traces;
  @Inject InMemorySpanExporter exporter;

  /** The same service as where traces are kept, but for the setting. */
  public static class Untouched extends Tracing {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.remove("quarkus.otel.sdk.disabled");
      return settings;
    }
  }

  @Test
  void nothingIsRecorded() {
    given()
        .header("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
        .contentType("image/png")
        .body(Pages.blank(319, 401))
        .post("/v1/layout")
        .then()
        .statusCode(200);

    assertEquals(List.of(), exporter.getFinishedSpanItems());
  }

  @Test
  void nothingIsInTheWay() {
    BatchListener metrics = run -> {};
    TraceContext request = new TraceContext("a".repeat(32), "b".repeat(16));

    assertEquals(Optional.empty(), traces.requests().get());
    assertSame(metrics, traces.batches("page-mini", metrics));
    assertSame(ItemTrace.NONE, traces.items("layout", "page-mini").begin(request, 0, 0));
  }
}
