package dev.quire.api;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * A histogram of each stage of the life of what a model answers: {@code
 * quire_stage_seconds{model,stage}}. Thread-safe.
 */
public final class StageRecorder {

  private static final Duration[] BUCKETS = {
    Duration.ofMillis(1),
    Duration.ofMillis(2),
    Duration.ofMillis(5),
    Duration.ofMillis(10),
    Duration.ofMillis(20),
    Duration.ofMillis(50),
    Duration.ofMillis(100),
    Duration.ofMillis(200),
    Duration.ofMillis(500),
    Duration.ofSeconds(1),
    Duration.ofSeconds(2),
    Duration.ofSeconds(5),
    Duration.ofSeconds(10),
    Duration.ofSeconds(30)
  };

  private final Timer prepare;
  private final Timer queue;
  private final Timer run;
  private final Timer finish;
  private final Timer total;

  /**
   * @param model what the metrics call the model
   */
  public StageRecorder(MeterRegistry registry, String model) {
    prepare = timer(registry, model, "prepare");
    queue = timer(registry, model, "queue");
    run = timer(registry, model, "run");
    finish = timer(registry, model, "finish");
    total = timer(registry, model, "total");
  }

  private static Timer timer(MeterRegistry registry, String model, String stage) {
    return Timer.builder("quire.stage")
        .description("Time that answered items spent in each stage of their life")
        .tag("model", model)
        .tag("stage", stage)
        .serviceLevelObjectives(BUCKETS)
        .register(registry);
  }

  /** Counts an answer. */
  public void record(StageTimes times) {
    prepare.record(times.prepare(), TimeUnit.NANOSECONDS);
    queue.record(times.queue(), TimeUnit.NANOSECONDS);
    run.record(times.run(), TimeUnit.NANOSECONDS);
    finish.record(times.finish(), TimeUnit.NANOSECONDS);
    total.record(times.total(), TimeUnit.NANOSECONDS);
  }
}
