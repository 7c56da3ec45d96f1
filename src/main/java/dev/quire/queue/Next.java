package dev.quire.queue;

import dev.quire.batch.BatchDecision.Reason;
import java.util.List;

/** What the queue has for a worker that asks. */
public sealed interface Next<P, A> {

  /** A batch: open tickets of one bucket, at least one, now the worker's to end. */
  record Batch<P, A>(List<Ticket<P, A>> tickets, Reason reason) implements Next<P, A> {

    public Batch {
      tickets = List.copyOf(tickets);
    }
  }

  /** Tickets wait for company: ask again after this time or at the next signal. */
  record Later<P, A>(long nanos) implements Next<P, A> {}

  /** Nothing waits: ask again at the next signal. */
  record Nothing<P, A>() implements Next<P, A> {}
}
