package dev.quire.trace;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.quire.api.ItemTrace;
import dev.quire.queue.TraceContext;
import dev.quire.support.Pages;
import dev.quire.support.Simulated;
import dev.quire.worker.BatchListener;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Without a setting nothing is traced, even where a client asks for it. */
@QuarkusTest
@TestProfile(Simulated.class)
class NoTracesQuarkusTest {

  @Inject Traces traces;
  @Inject InMemorySpanExporter exporter;

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
