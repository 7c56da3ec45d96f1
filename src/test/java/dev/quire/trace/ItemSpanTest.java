package dev.quire.trace;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.quire.api.ItemTrace;
import dev.quire.api.StageTimes;
import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.PollResult;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.queue.TraceContext;
import dev.quire.worker.Served;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is left of an item that is not answered, and that it ends once. */
class ItemSpanTest {

  private static final TraceContext REQUEST = new TraceContext("a".repeat(32), "b".repeat(16));
  private static final Bucket BUCKET = new Bucket("page", 1);
  private static final Terms TERMS = Terms.within(Duration.ofMinutes(1)).tracedAt(REQUEST);

  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
  private final RequestQueue<String, Served<String>> queue =
      new RequestQueue<>(
          new QueueLimits(10, 100, Duration.ofMinutes(1)),
          System::nanoTime,
          (client, outcome) -> {});
  private final long arrived = System.nanoTime();

  @Test
  void anItemThatExpiredEndsInTheQueue() {
    ItemTrace trace = items(Sampler.alwaysOn()).begin(TERMS, 7, arrived);
    InferenceRequest<String, Served<String>> ticket = offered(trace);
    trace.waitsFor(ticket);

    end(trace, new RequestExpiredException(Duration.ofSeconds(3)));

    SpanData item = item();
    assertEquals("expired", item.getAttributes().get(AttributeKey.stringKey("quire.outcome")));
    assertEquals(7, item.getAttributes().get(AttributeKey.longKey("quire.page")));
    assertEquals(StatusCode.ERROR, item.getStatus().getStatusCode());
    List<SpanData> stages = stages(item);
    assertEquals(List.of("prepare", "queue"), RecordedSpans.names(stages));
    assertEquals(ticket.createdNanos() - arrived, nanos(stages.get(0)));
    assertEquals(StatusCode.ERROR, stages.get(1).getStatus().getStatusCode());
    assertEquals(nanos(item), nanos(stages.get(0)) + nanos(stages.get(1)));
  }

  @Test
  void anItemThatTheModelFailedOnEndsInItsRun() {
    ItemTrace trace = items(Sampler.alwaysOn()).begin(TERMS, 0, arrived);
    InferenceRequest<String, Served<String>> ticket = offered(trace);
    trace.waitsFor(ticket);
    poll();

    end(trace, new EngineException("poisoned"));

    SpanData item = item();
    assertEquals("failed", item.getAttributes().get(AttributeKey.stringKey("quire.outcome")));
    assertEquals("poisoned", item.getStatus().getDescription());
    List<SpanData> stages = stages(item);
    assertEquals(List.of("prepare", "queue", "run"), RecordedSpans.names(stages));
    assertEquals(ticket.takenNanos().getAsLong() - ticket.createdNanos(), nanos(stages.get(1)));
    assertEquals(
        nanos(item), stages.stream().mapToLong(ItemSpanTest::nanos).sum(), "without a gap");
  }

  @Test
  void anItemWhoseDeviceWasLostWaitsAgain() {
    ItemTrace trace = items(Sampler.alwaysOn()).begin(TERMS, 0, arrived);
    trace.waitsFor(offered(trace));
    queue.requeueAfterDeviceLoss(poll(), new EngineException("lost"), false);

    end(trace, new RequestExpiredException(Duration.ofSeconds(3)));

    assertEquals(List.of("prepare", "queue"), RecordedSpans.names(stages(item())));
  }

  @Test
  void anItemNobodyWaitsForIsNoError() {
    ItemTrace trace = items(Sampler.alwaysOn()).begin(TERMS, 0, arrived);

    trace.follow(Uni.createFrom().nothing()).subscribe().with(item -> {}).cancel();

    SpanData item = item();
    assertEquals("cancelled", item.getAttributes().get(AttributeKey.stringKey("quire.outcome")));
    assertEquals(StatusCode.UNSET, item.getStatus().getStatusCode());
    assertEquals(List.of("prepare"), RecordedSpans.names(stages(item)));
  }

  @Test
  void anItemEndsOnce() {
    ItemTrace trace = items(Sampler.alwaysOn()).begin(TERMS, 0, arrived);
    trace.answered(
        StageTimes.served(10, 20, 30, 100),
        new Served<>("answer", new DeviceId("cpu"), Precision.FP16, 4, 20, 30));
    int spans = exporter.getFinishedSpanItems().size();

    end(trace, new EngineException("too late"));

    assertEquals(5, spans);
    assertEquals(spans, exporter.getFinishedSpanItems().size());
    assertEquals(
        List.of(10L, 20L, 30L, 40L), stages(item()).stream().map(ItemSpanTest::nanos).toList());
  }

  @Test
  void whatTheSamplerLeavesOutIsNotFollowed() {
    assertSame(ItemTrace.NONE, items(Sampler.alwaysOff()).begin(TERMS, 0, arrived));
    assertSame(
        ItemTrace.NONE,
        items(Sampler.alwaysOn()).begin(Terms.within(Duration.ofMinutes(1)), 0, arrived));
    assertEquals(List.of(), exporter.getFinishedSpanItems());
  }

  private ItemSpans items(Sampler sampler) {
    return new ItemSpans(
        SdkTracerProvider.builder()
            .setSampler(sampler)
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build()
            .get("test"),
        "layout",
        "page-mini");
  }

  private InferenceRequest<String, Served<String>> offered(ItemTrace trace) {
    InferenceRequest<String, Served<String>> ticket =
        queue.request("page", BUCKET, 1, trace.of(TERMS));
    queue.offer(ticket);
    return ticket;
  }

  private List<InferenceRequest<String, Served<String>>> poll() {
    return ((PollResult.Batch<String, Served<String>>) queue.poll(new FixedBatchPolicy(10, 0)))
        .requests();
  }

  private static void end(ItemTrace trace, RuntimeException failure) {
    trace.follow(Uni.createFrom().failure(failure)).subscribe().with(item -> {}, expected -> {});
  }

  private SpanData item() {
    SpanData item = RecordedSpans.one(exporter.getFinishedSpanItems(), "layout");
    assertEquals(REQUEST.traceId(), item.getTraceId());
    assertEquals(REQUEST.spanId(), item.getParentSpanId());
    return item;
  }

  private List<SpanData> stages(SpanData item) {
    return RecordedSpans.under(new RecordedSpans(exporter).of(REQUEST.traceId()), item);
  }

  private static long nanos(SpanData span) {
    return span.getEndEpochNanos() - span.getStartEpochNanos();
  }
}
