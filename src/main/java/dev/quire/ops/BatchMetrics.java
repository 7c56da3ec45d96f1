package dev.quire.ops;

import dev.quire.device.DeviceId;
import dev.quire.worker.BatchListener;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;

/** The sizes of the batches that ran: the histogram {@code quire_batch_size{model,device}}. */
public final class BatchMetrics implements BatchListener {

  private static final double[] SIZES = {1, 2, 4, 8, 16, 32, 64, 128};

  private final MeterRegistry registry;
  private final String model;

  public BatchMetrics(MeterRegistry registry, String model) {
    this.registry = registry;
    this.model = model;
  }

  @Override
  public void ran(DeviceId device, int size, long nanos) {
    DistributionSummary.builder("quire.batch.size")
        .description("Tickets that ran together")
        .tag("model", model)
        .tag("device", device.name())
        .serviceLevelObjectives(SIZES)
        .register(registry)
        .record(size);
  }
}
