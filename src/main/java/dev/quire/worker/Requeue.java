package dev.quire.worker;

import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketQueue;
import java.util.List;
import java.util.stream.Stream;

/**
 * Returns tickets of an unfinished batch to the queue. Thread-safe.
 *
 * @param queue where they came from
 * @param device where they were to run
 */
record Requeue<P, R>(TicketQueue<P, Served<R>> queue, DeviceId device) {

  /** The device never got the running tickets: nothing is held against any of them. */
  void beforeRun(RunTickets<P, R> tickets) {
    queue.putBack(Stream.concat(tickets.running().stream(), tickets.waiting().stream()).toList());
  }

  /**
   * The device failed while the tickets ran: each of the running ones may be the cause.
   *
   * @param proved whether the device was seen to work just before
   */
  void duringRun(RunTickets<P, R> tickets, Throwable cause, boolean proved) {
    queue.putBack(tickets.waiting());
    List<Ticket<P, Served<R>>> running = tickets.running();
    String reason = WorkOutcome.DeviceFailed.reason(cause);
    queue.giveBack(
        running, new EngineException("%s failed: %s".formatted(device, reason), cause), proved);
  }
}
