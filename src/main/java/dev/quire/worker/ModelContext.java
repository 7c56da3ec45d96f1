package dev.quire.worker;

import dev.quire.device.Device;
import dev.quire.engine.Predictor;
import dev.quire.queue.RequestQueue;
import dev.quire.task.Task;
import java.util.function.Function;

/**
 * What all workers of a model have in common.
 *
 * @param name the model's name, for threads and logs
 * @param queue where the workers take their batches from
 * @param task turns items into tensors and outputs into results
 * @param opener opens the model on a device; called for each worker, on its thread, and may be slow
 * @param listener notified of every batch
 * @param settings how the workers are run
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public record ModelContext<P, R>(
    String name,
    RequestQueue<P, Served<R>> queue,
    Task<P, R> task,
    Function<Device, Predictor> opener,
    BatchListener listener,
    WorkerSettings settings) {}
