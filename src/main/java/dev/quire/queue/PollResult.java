package dev.quire.queue;

import dev.quire.batch.BatchDecision.Reason;
import java.util.List;

/** What the queue has for a worker that asks. */
public sealed interface PollResult<P, A> {

  /** A batch: open requests of one bucket, at least one, now the worker's to end. */
  record Batch<P, A>(List<InferenceRequest<P, A>> requests, Reason reason)
      implements PollResult<P, A> {

    public Batch {
      requests = List.copyOf(requests);
    }
  }

  /** Requests wait for company: ask again after this time or at the next signal. */
  record Later<P, A>(long nanos) implements PollResult<P, A> {}

  /** Nothing waits: ask again at the next signal. */
  record Nothing<P, A>() implements PollResult<P, A> {}
}
