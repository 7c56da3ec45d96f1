package dev.quire.worker;

import dev.quire.batch.AdaptiveBatching;
import dev.quire.device.Device;
import java.time.Duration;

/**
 * A device at work, as operators see it.
 *
 * @param batching what it has learned
 * @param memory what is known of its memory
 * @param running the requests of the run in progress, 1 during a probe, 0 when idle
 * @param runningFor how long that run has taken
 * @param restarts how often its worker was deployed anew
 * @param lastError what last put it into quarantine; null if nothing did
 */
public record WorkerStatus(
    Device device,
    AdaptiveBatching batching,
    DeviceMemoryTracker memory,
    int running,
    Duration runningFor,
    int restarts,
    String lastError) {}
