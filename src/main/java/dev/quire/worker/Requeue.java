package dev.quire.worker;

import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.RequestQueue;
import java.util.List;
import java.util.stream.Stream;

/**
 * Returns requests of an unfinished batch to the queue. Thread-safe.
 *
 * @param queue where they came from
 * @param device where they were to run
 */
record Requeue<P, R>(RequestQueue<P, Served<R>> queue, DeviceId device) {

  /** The device never got the running requests: nothing is held against any of them. */
  void beforeRun(RunRequests<P, R> requests) {
    queue.requeue(Stream.concat(requests.running().stream(), requests.waiting().stream()).toList());
  }

  /**
   * The device failed while the requests ran: each of the running ones may be the cause.
   *
   * @param proved whether the device was seen to work just before
   */
  void duringRun(RunRequests<P, R> requests, Throwable cause, boolean proved) {
    queue.requeue(requests.waiting());
    List<InferenceRequest<P, Served<R>>> running = requests.running();
    String reason = WorkOutcome.DeviceFailed.reason(cause);
    queue.requeueAfterDeviceLoss(
        running, new EngineException("%s failed: %s".formatted(device, reason), cause), proved);
  }
}
