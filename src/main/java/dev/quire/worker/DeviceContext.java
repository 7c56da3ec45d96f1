package dev.quire.worker;

import dev.quire.batch.AdaptiveBatching;
import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.queue.RequestQueue;
import dev.quire.task.Task;

/**
 * A model on one of its devices. It outlives the workers there, so what one has measured its
 * successor knows.
 *
 * @param batching the measured latencies and the batch sizes that follow from them
 * @param memory what is known of the device's memory
 */
record DeviceContext<P, R>(
    ModelContext<P, R> model,
    Device device,
    AdaptiveBatching batching,
    DeviceMemoryTracker memory) {

  RequestQueue<P, Served<R>> queue() {
    return model.queue();
  }

  Task<P, R> task() {
    return model.task();
  }

  DeviceId id() {
    return device.id();
  }
}
