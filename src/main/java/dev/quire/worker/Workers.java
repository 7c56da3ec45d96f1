package dev.quire.worker;

import dev.quire.device.DeviceState;
import java.util.List;

/** The workers of a served model, as operators see them. Thread-safe. */
public interface Workers {

  /** What every device is doing, and what it has learned. */
  List<WorkerStatus> status();

  /**
   * By how many steps the resolution should be down, so that whichever device serves a page can:
   * the most that any serving device asks for.
   */
  int pressureLevel();

  /** Whether no device has served yet, and none has failed: the model is still being opened. */
  default boolean isOpening() {
    return status().stream()
        .map(worker -> worker.device().state())
        .allMatch(
            state ->
                state instanceof DeviceState.Starting starting
                    && starting.consecutiveFailures() == 0);
  }

  /** Whether at least one device serves. */
  default boolean isServing() {
    return status().stream().anyMatch(worker -> worker.device().state().isServing());
  }
}
