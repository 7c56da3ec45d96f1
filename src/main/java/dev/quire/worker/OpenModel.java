package dev.quire.worker;

import dev.quire.engine.Predictor;
import java.util.function.LongSupplier;

/**
 * A model opened on a device, and what works with it.
 *
 * @param executor runs items
 * @param isolation serves batches and probes the device
 * @param calibrator measures the device
 */
record OpenModel<P, R>(
    BatchExecutor<P, R> executor, FailureIsolation<P, R> isolation, Calibrator<P, R> calibrator) {

  static <P, R> OpenModel<P, R> of(
      DeviceContext<P, R> context, Predictor predictor, LongSupplier nanoClock) {
    BatchExecutor<P, R> executor = new BatchExecutor<>(context, predictor, nanoClock);
    return new OpenModel<>(
        executor, new FailureIsolation<>(context, executor), new Calibrator<>(context, executor));
  }
}
