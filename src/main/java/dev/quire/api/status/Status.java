package dev.quire.api.status;

import dev.quire.device.DeviceId;
import dev.quire.device.gpu.GpuStatus;
import dev.quire.model.Resolution;
import dev.quire.precision.PrecisionVerdict;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.QueueSnapshot;
import dev.quire.worker.WorkerStatus;
import java.util.List;
import java.util.Optional;

/** A served model's queue and workers at this moment. Thread-safe. */
public interface Status {

  String model();

  List<WorkerStatus> workers();

  /** The resolution that pages without a wish of their own are prepared at. */
  Resolution resolution();

  /** What is known of a device, if it is a GPU. */
  Optional<GpuStatus> gpu(DeviceId device);

  /** In what precision a device runs; empty where devices are simulated. */
  Optional<PrecisionVerdict> precision(DeviceId device);

  QueueSnapshot queue();

  QueueLimits limits();
}
