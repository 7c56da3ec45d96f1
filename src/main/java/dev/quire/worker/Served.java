package dev.quire.worker;

import dev.quire.device.DeviceId;
import dev.quire.engine.Precision;
import dev.quire.queue.TraceContext;
import java.util.Optional;

/**
 * A request's answer: the model's result for it, and what served it.
 *
 * @param result the item's own part of the batch's outputs
 * @param batchSize how many requests ran together
 * @param queueNanos from the request's creation to the start of its run
 * @param runNanos the run of the whole batch, assembling and taking apart included
 * @param batch where the run is traced, if it is
 */
public record Served<R>(
    R result,
    DeviceId device,
    Precision precision,
    int batchSize,
    long queueNanos,
    long runNanos,
    Optional<TraceContext> batch) {

  /** The same service of another result. */
  public <T> Served<T> with(T other) {
    return new Served<>(other, device, precision, batchSize, queueNanos, runNanos, batch);
  }

  /** Of a run that is not traced. */
  public Served(
      R result,
      DeviceId device,
      Precision precision,
      int batchSize,
      long queueNanos,
      long runNanos) {
    this(result, device, precision, batchSize, queueNanos, runNanos, Optional.empty());
  }
}
