package dev.quire.worker;

import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.queue.TraceContext;
import java.util.List;
import java.util.Optional;

/**
 * One run of requests on a device, successful or not. A batch that is split, or whose device is
 * lost, is several of them.
 *
 * @param size how many requests ran
 * @param startedNanos when the run began, by {@link System#nanoTime}
 * @param nanos how long it took, assembling and taking apart included
 * @param traces where the requests that are traced belong, at least one of them; one for each of
 *     these requests, in the batch's order
 * @param failure why there are no results; empty if there are
 */
public record BatchAttempt(
    DeviceId device,
    Bucket bucket,
    int size,
    Precision precision,
    long startedNanos,
    long nanos,
    List<TraceContext> traces,
    Optional<Throwable> failure) {

  public BatchAttempt {
    traces = List.copyOf(traces);
  }
}
