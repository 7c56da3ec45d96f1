package dev.quire.api.status;

import dev.quire.queue.QueueLimits;
import dev.quire.queue.QueueSnapshot;
import dev.quire.worker.WorkerStatus;
import java.util.List;

/** A served model's queue and workers at this moment. Thread-safe. */
public interface Status {

  String model();

  List<WorkerStatus> workers();

  QueueSnapshot queue();

  QueueLimits limits();
}
