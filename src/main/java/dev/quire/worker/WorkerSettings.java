package dev.quire.worker;

import dev.quire.device.Backoff;
import java.time.Duration;

/**
 * How workers are kept.
 *
 * @param calibration what a device's first worker measures
 * @param watchdog when a run counts as hung
 * @param backoff how long a failed device rests
 * @param probeAfter an idle device is probed this long after its last run
 */
public record WorkerSettings(
    Calibration calibration, Watchdog watchdog, Backoff backoff, Duration probeAfter) {}
