package dev.quire.worker;

import dev.quire.queue.InferenceRequest;
import java.util.List;

/**
 * The requests that depend on a run: if it is abandoned, they all have to be requeued.
 *
 * @param running the requests on the device; none during a probe of an idle device
 * @param waiting requests of the same batch that run later, because the batch was split
 * @param isProbe whether a blank item runs in place of the running requests
 * @param isProved whether a probe passed just before, so that a loss of the device is the running
 *     request's fault
 */
record RunRequests<P, R>(
    List<InferenceRequest<P, Served<R>>> running,
    List<InferenceRequest<P, Served<R>>> waiting,
    boolean isProbe,
    boolean isProved) {

  /** A run that no request depends on. */
  static <P, R> RunRequests<P, R> none() {
    return probe(List.of(), List.of());
  }

  /**
   * A probe while a batch is split.
   *
   * @param suspects the requests whose failure the probe is to explain
   */
  static <P, R> RunRequests<P, R> probe(
      List<InferenceRequest<P, Served<R>>> suspects, List<InferenceRequest<P, Served<R>>> waiting) {
    return new RunRequests<>(suspects, waiting, true, false);
  }
}
