package dev.quire.ops;

import dev.quire.worker.BatchListener;
import dev.quire.worker.BatchRun;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The batches that ran: the histogram {@code quire_batch_size{model,device}}, {@code
 * quire_batches_total{model,device,reason}}, {@code quire_batch_run_seconds{model,device}}, and in
 * the task's unit {@code quire_batch_cost_total{model,device}}, of which {@code
 * quire_batch_padding_total{model,device}} was padding.
 */
public final class BatchMetrics implements BatchListener {

  private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128};

  private final MeterRegistry registry;
  private final String model;

  public BatchMetrics(MeterRegistry registry, String model) {
    this.registry = registry;
    this.model = model;
  }

  @Override
  public void ran(BatchRun run) {
    Tags tags = Tags.of("model", model, "device", run.device().name());
    DistributionSummary.builder("quire.batch.size")
        .description("Tickets that ran together")
        .tags(tags)
        .serviceLevelObjectives(SIZES)
        .register(registry)
        .record(run.size());
    Counter.builder("quire.batches")
        .description("Batches by what decided their size")
        .tags(tags)
        .tag("reason", run.reason().name().toLowerCase(Locale.ROOT))
        .register(registry)
        .increment();
    Timer.builder("quire.batch.run")
        .description("Time of a batch on its device")
        .tags(tags)
        .register(registry)
        .record(run.nanos(), TimeUnit.NANOSECONDS);
    Counter.builder("quire.batch.cost")
        .description("What batches computed: pixels of pages and lines, tokens of rows")
        .tags(tags)
        .register(registry)
        .increment(run.cost());
    Counter.builder("quire.batch.padding")
        .description("What of that was padding")
        .tags(tags)
        .register(registry)
        .increment(run.padding());
  }
}
