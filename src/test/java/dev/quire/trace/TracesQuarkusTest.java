package dev.quire.trace;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Observed;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the traces of requests, pages and batches tell, in a service that keeps them. */
@QuarkusTest
@TestProfile(Observed.class)
class TracesQuarkusTest {

  private static final String PARENT = "00f067aa0ba902b7";
  private static final List<String> STAGES = List.of("prepare", "queue", "run", "finish");

  /** The two clocks that times were taken with, and what a header rounds away. */
  private static final long TICK_NANOS = 2_000;

  @Inject InMemorySpanExporter exporter;

  @TestHTTPResource URI service;

  @Test
  void aPageHasASpanForEachStageWithTheTimesOfTheAnswer() {
    String trace = newTrace();

    Response answer = page(trace, Pages.blank(311, 401));

    assertEquals(200, answer.statusCode(), answer::asString);
    List<SpanData> spans = spans().ofRequest(trace);
    SpanData server = server(spans);
    assertEquals(PARENT, server.getParentSpanId(), "the client's trace goes on");
    SpanData page = RecordedSpans.one(spans, "layout");
    assertEquals(server.getSpanId(), page.getParentSpanId());
    List<SpanData> stages = RecordedSpans.under(spans, page);
    assertEquals(STAGES, RecordedSpans.names(stages));
    assertEquals(6, spans.size(), () -> RecordedSpans.names(spans).toString());

    Map<String, Double> told = serverTiming(answer);
    long sum = 0;
    long at = page.getStartEpochNanos();
    for (SpanData stage : stages) {
      assertEquals(at, stage.getStartEpochNanos(), stage.getName() + " begins as the last ends");
      at = stage.getEndEpochNanos();
      long nanos = stage.getEndEpochNanos() - stage.getStartEpochNanos();
      assertEquals(1e6 * told.get(stage.getName()), nanos, TICK_NANOS, stage.getName());
      sum += nanos;
    }
    assertEquals(page.getEndEpochNanos(), at);
    assertEquals(1e6 * told.get("total"), sum, TICK_NANOS);
    assertTrue(
        page.getStartEpochNanos() >= server.getStartEpochNanos() - TICK_NANOS
            && page.getEndEpochNanos() <= server.getEndEpochNanos() + TICK_NANOS,
        "it lies within the request");
  }

  @Test
  void spansSayWhatServedThePage() {
    String trace = newTrace();

    Response answer = page(trace, Pages.blank(312, 401));

    List<SpanData> spans = spans().ofRequest(trace);
    SpanData page = RecordedSpans.one(spans, "layout");
    assertEquals(answer.path("model"), text(page, "quire.model"));
    assertEquals("answered", text(page, "quire.outcome"));
    assertEquals("computed", text(page, "quire.source"));
    assertEquals(
        answer.path("resolution.height") + "x" + answer.path("resolution.width"),
        text(page, "quire.resolution"));
    assertEquals(null, number(page, "quire.page"), "it came alone");
    SpanData run = RecordedSpans.one(spans, "run");
    assertEquals("gpu:0", text(run, "quire.device"));
    assertEquals(answer.path("precision"), text(run, "quire.precision"));
    assertEquals(
        ((Integer) answer.path("batch_size")).longValue(), number(run, "quire.batch.size"));
    assertEquals(StatusCode.UNSET, page.getStatus().getStatusCode());
  }

  @Test
  void aBatchIsATraceOfItsOwnWithALinkForEachPage() {
    LayoutClient client = new LayoutClient(service);
    List<String> traces = IntStream.range(0, 12).mapToObj(i -> newTrace()).toList();
    List<CompletableFuture<HttpResponse<String>>> answers =
        IntStream.range(0, traces.size())
            .mapToObj(
                i ->
                    client.send(
                        Pages.blank(320 + i, 402),
                        "image/png",
                        "traceparent",
                        traceparent(traces.get(i))))
            .toList();
    answers.forEach(answer -> assertEquals(200, answer.join().statusCode()));

    Set<String> pages = new HashSet<>();
    Set<String> batches = new HashSet<>();
    long linked = 0;
    long largest = 0;
    for (String trace : traces) {
      SpanData run = RecordedSpans.one(spans().ofRequest(trace), "run");
      assertEquals(1, run.getLinks().size(), "it ran in one batch");
      SpanData batch = spans().at(run.getLinks().get(0));
      assertEquals("batch", batch.getName());
      assertEquals(SpanKind.INTERNAL, batch.getKind());
      assertEquals("0000000000000000", batch.getParentSpanId());
      assertEquals(number(run, "quire.batch.size"), number(batch, "quire.batch.size"));
      assertEquals("gpu:0", text(batch, "quire.device"));
      assertEquals("answered", text(batch, "quire.outcome"));
      assertEquals(batch.getStartEpochNanos(), run.getStartEpochNanos(), 1e6);
      if (batches.add(batch.getSpanId())) {
        assertEquals(number(batch, "quire.batch.size"), batch.getLinks().size());
        linked += batch.getLinks().size();
        largest = Math.max(largest, batch.getLinks().size());
        for (LinkData link : batch.getLinks()) {
          SpanData page = spans().at(link);
          assertEquals("layout", page.getName());
          pages.add(page.getTraceId());
        }
      }
    }
    assertEquals(new HashSet<>(traces), pages);
    assertEquals(traces.size(), linked, "each page ran once");
    assertTrue(largest > 1, "some shared a batch");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/layout", "/layout-parsing"})
  void eachPageOfADocumentHasASpanWithItsNumber(String path) {
    String trace = newTrace();
    byte[] document = Pdfs.pages(path.length(), 62, 63);

    Response answer =
        path.equals("/v1/layout")
            ? traced(trace).contentType("application/pdf").body(document).post(path)
            : traced(trace)
                .contentType("application/json")
                .body(
                    Map.of(
                        "file",
                        Base64.getEncoder().encodeToString(document),
                        "fileType",
                        0,
                        "visualize",
                        false))
                .post(path);

    assertEquals(200, answer.statusCode(), answer::asString);
    List<SpanData> spans = spans().ofRequest(trace);
    List<SpanData> pages = RecordedSpans.named(spans, "layout");
    assertEquals(
        Set.of(1L, 2L, 3L),
        Set.copyOf(pages.stream().map(page -> number(page, "quire.page")).toList()));
    assertEquals(3, pages.size());
    for (SpanData page : pages) {
      assertEquals(server(spans).getSpanId(), page.getParentSpanId());
      assertEquals(STAGES, RecordedSpans.names(RecordedSpans.under(spans, page)));
    }
  }

  @Test
  void sentencePairsOfARequestShareASpan() {
    String trace = newTrace();

    Response answer =
        traced(trace)
            .contentType("application/json")
            .body(
                """
                {"pairs": [{"a": "one", "b": "two"}, {"a": "three", "b": "four"}]}""")
            .post("/v1/similarity");

    assertEquals(200, answer.statusCode(), answer::asString);
    List<SpanData> spans = spans().ofRequest(trace);
    SpanData pairs = RecordedSpans.one(spans, "similarity");
    assertEquals(server(spans).getSpanId(), pairs.getParentSpanId());
    assertEquals(STAGES, RecordedSpans.names(RecordedSpans.under(spans, pairs)));
    List<SpanData> batches = spans().batchesOf(trace);
    assertFalse(batches.isEmpty());
    long tickets = 0;
    for (SpanData batch : batches) {
      assertEquals(1, batch.getLinks().size(), "one item, however many rows");
      assertEquals(pairs.getSpanId(), batch.getLinks().get(0).getSpanContext().getSpanId());
      Long rows =
          batch.getLinks().get(0).getAttributes().get(AttributeKey.longKey("quire.tickets"));
      assertEquals(number(batch, "quire.batch.size"), rows);
      tickets += rows;
    }
    assertTrue(tickets >= 2, tickets + " rows");
  }

  @Test
  void aPageFromTheCacheHasNoStages() {
    byte[] page = Pages.blank(314, 401);
    String first = newTrace();
    page(first, page);
    String again = newTrace();

    page(again, page);

    List<SpanData> spans = spans().ofRequest(again);
    assertEquals(2, spans.size(), () -> RecordedSpans.names(spans).toString());
    SpanData kept = RecordedSpans.one(spans, "layout");
    assertEquals("cache", text(kept, "quire.source"));
    assertEquals(
        RecordedSpans.one(spans().ofRequest(first), "run").getLinks().get(0).getSpanContext(),
        kept.getLinks().get(0).getSpanContext(),
        "it names the batch that it was computed in");
  }

  @Test
  void aRefusedPageSaysWhyAndNeverQueued() {
    page(newTrace(), Pages.blank(313, 401)).then().statusCode(200);
    String trace = newTrace();

    Response answer =
        traced(trace)
            .header("X-Timeout-Ms", 120)
            .contentType("image/png")
            .body(Pages.blank(315, 401))
            .post("/v1/layout");

    // not even an idle device could answer in that time
    assertEquals(504, answer.statusCode(), answer::asString);
    List<SpanData> spans = spans().ofRequest(trace);
    SpanData page = RecordedSpans.one(spans, "layout");
    assertEquals("expired", text(page, "quire.outcome"));
    assertEquals("deadline_too_short", text(page, "error.type"));
    assertEquals(StatusCode.ERROR, page.getStatus().getStatusCode());
    List<SpanData> stages = RecordedSpans.under(spans, page);
    assertEquals(List.of("prepare"), RecordedSpans.names(stages));
    assertEquals(StatusCode.ERROR, stages.get(0).getStatus().getStatusCode());
    assertEquals(List.of(), spans().batchesOf(trace));
  }

  @Test
  void aBrokenImageFailsWhileItIsPrepared() {
    String trace = newTrace();

    Response answer = page(trace, Pages.truncated(Pages.blank(316, 401)));

    assertEquals(422, answer.statusCode(), answer::asString);
    List<SpanData> spans = spans().ofRequest(trace);
    SpanData page = RecordedSpans.one(spans, "layout");
    assertEquals("invalid", text(page, "quire.outcome"));
    assertEquals(List.of("prepare"), RecordedSpans.names(RecordedSpans.under(spans, page)));
  }

  @Test
  void aPoisonedPageFailsWhereItRan() {
    String trace = newTrace();

    Response answer = page(trace, Pages.blank(666, 401));

    assertEquals(500, answer.statusCode(), answer::asString);
    List<SpanData> spans = spans().ofRequest(trace);
    SpanData page = RecordedSpans.one(spans, "layout");
    assertEquals("failed", text(page, "quire.outcome"));
    assertEquals(StatusCode.ERROR, page.getStatus().getStatusCode());
    assertEquals("exception", page.getEvents().get(0).getName());
    List<SpanData> stages = RecordedSpans.under(spans, page);
    assertEquals(List.of("prepare", "queue", "run"), RecordedSpans.names(stages));
    assertEquals(StatusCode.UNSET, stages.get(1).getStatus().getStatusCode());
    assertEquals(StatusCode.ERROR, stages.get(2).getStatus().getStatusCode());
    List<SpanData> batches = spans().batchesOf(trace);
    assertEquals(2, batches.size(), "nobody is guilty who has failed alone but once");
    for (SpanData batch : batches) {
      assertEquals("failed", text(batch, "quire.outcome"));
      assertEquals(StatusCode.ERROR, batch.getStatus().getStatusCode());
    }
  }

  @Test
  void whoHasNoTraceGetsOneAndWhoWantsNoneGetsNone() {
    String unwanted = newTrace();
    given()
        .header("traceparent", "00-%s-%s-00".formatted(unwanted, PARENT))
        .contentType("image/png")
        .body(Pages.blank(317, 401))
        .post("/v1/layout")
        .then()
        .statusCode(200);

    given()
        .contentType("image/png")
        .body(Pages.blank(318, 401))
        .post("/v1/layout")
        .then()
        .statusCode(200);

    SpanData own = spans().root("POST /v1/layout");
    assertEquals(6, spans().of(own.getTraceId()).size());
    assertEquals(List.of(), spans().of(unwanted));
    assertEquals(List.of(), spans().batchesOf(unwanted));
  }

  @Test
  void healthMetricsAndStaticFilesAreNotTraced() {
    Map<String, String> unwanted = new LinkedHashMap<>();
    for (String path :
        List.of(
            "/q/health",
            "/q/health/ready",
            "/q/metrics",
            "/",
            "/quire.css",
            "/health",
            "/health/ready",
            "/v2/health/live",
            "/v1/devices",
            "/v1/queue",
            "/v1/autoscale",
            "/gpu_status")) {
      String trace = newTrace();
      assertEquals(200, traced(trace).get(path).statusCode(), path);
      unwanted.put(path, trace);
    }
    String last = newTrace();
    traced(last).get("/v2").then().statusCode(200);

    // it came last and there is one connection after another, so the others would be there, too
    spans().ofRequest(last);
    unwanted.forEach((path, trace) -> assertEquals(List.of(), spans().of(trace), path));
  }

  private RecordedSpans spans() {
    return new RecordedSpans(exporter);
  }

  private static SpanData server(List<SpanData> spans) {
    return spans.stream()
        .filter(span -> span.getKind() == SpanKind.SERVER)
        .findFirst()
        .orElseThrow(() -> new AssertionError(RecordedSpans.names(spans)));
  }

  private static Response page(String trace, byte[] png) {
    return traced(trace).contentType("image/png").body(png).post("/v1/layout");
  }

  private static RequestSpecification traced(String trace) {
    return given().header("traceparent", traceparent(trace));
  }

  private static String traceparent(String trace) {
    return "00-%s-%s-01".formatted(trace, PARENT);
  }

  private static String newTrace() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    String id = "%016x%016x".formatted(random.nextLong(), random.nextLong());
    assertNotEquals("0".repeat(32), id);
    return id;
  }

  /** The durations of a Server-Timing header, in milliseconds. */
  private static Map<String, Double> serverTiming(Response answer) {
    Map<String, Double> millis = new LinkedHashMap<>();
    for (String entry : answer.header("Server-Timing").split(",\\s*")) {
      String[] parts = entry.split(";dur=");
      millis.put(parts[0], Double.parseDouble(parts[1]));
    }
    return millis;
  }

  private static String text(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.stringKey(attribute));
  }

  private static Long number(SpanData span, String attribute) {
    return span.getAttributes().get(AttributeKey.longKey(attribute));
  }
}
