package dev.quire.ops;

import dev.quire.batch.Bucket;
import dev.quire.serving.ServedModel;
import dev.quire.serving.ServedModels;
import dev.quire.worker.WorkerStatus;
import dev.quire.worker.Workers;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What the devices are doing and have learned: {@code quire_device_running{model,device}} tickets,
 * {@code quire_device_restarts_total{model,device}}, {@code
 * quire_batch_full_size{model,device,bucket}} and {@code
 * quire_batch_predicted_seconds{model,device,bucket,size}}.
 */
@ApplicationScoped
class WorkerMetrics {

  /** Buckets appear with the first item of their size; the table is read this often. */
  private static final Duration REFRESH = Duration.ofSeconds(5);

  void register(
      @Observes StartupEvent event, MeterRegistry registry, ServedModels models, Vertx vertx) {
    models.all().forEach(model -> runs(registry, model));
    MultiGauge full =
        MultiGauge.builder("quire.batch.full.size")
            .description("Tickets of a full batch, as things are")
            .register(registry);
    MultiGauge predicted =
        MultiGauge.builder("quire.batch.predicted")
            .description("Predicted time of a batch of a size")
            .baseUnit("seconds")
            .register(registry);
    vertx.setPeriodic(
        REFRESH.toMillis(),
        ignored -> {
          full.register(fullSizes(models), true);
          predicted.register(predictions(models), true);
        });
  }

  private static void runs(MeterRegistry registry, ServedModel model) {
    Workers workers = model.workers();
    for (int i = 0; i < workers.status().size(); i++) {
      int index = i;
      Tags tags =
          Tags.of("model", model.name(), "device", workers.status().get(i).device().id().name());
      Gauge.builder("quire.device.running", workers, w -> w.status().get(index).running())
          .description("Tickets of the run in progress, 1 during a probe")
          .tags(tags)
          .register(registry);
      FunctionCounter.builder(
              "quire.device.restarts", workers, w -> w.status().get(index).restarts())
          .description("How often the device's worker was deployed anew")
          .tags(tags)
          .register(registry);
    }
  }

  private static List<Row<?>> fullSizes(ServedModels models) {
    List<Row<?>> rows = new ArrayList<>();
    for (ServedModel model : models.all()) {
      for (WorkerStatus worker : model.workers().status()) {
        for (Bucket bucket : worker.batching().table().entries().keySet()) {
          rows.add(
              Row.of(tags(model, worker, bucket), worker.batching().policy().fullSize(bucket)));
        }
      }
    }
    return rows;
  }

  private static List<Row<?>> predictions(ServedModels models) {
    List<Row<?>> rows = new ArrayList<>();
    for (ServedModel model : models.all()) {
      for (WorkerStatus worker : model.workers().status()) {
        worker
            .batching()
            .table()
            .entries()
            .forEach(
                (bucket, sizes) ->
                    sizes.forEach(
                        (size, nanos) ->
                            rows.add(
                                Row.of(
                                    tags(model, worker, bucket).and("size", String.valueOf(size)),
                                    nanos / 1e9))));
      }
    }
    return rows;
  }

  private static Tags tags(ServedModel model, WorkerStatus worker, Bucket bucket) {
    return Tags.of(
        "model", model.name(), "device", worker.device().id().name(), "bucket", bucket.name());
  }
}
