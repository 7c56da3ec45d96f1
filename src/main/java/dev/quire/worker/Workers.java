package dev.quire.worker;

import java.util.List;

/** The workers of a served model, as operators see them. Thread-safe. */
public interface Workers {

  /** What every device is doing, and what it has learned. */
  List<WorkerStatus> status();
}
