package dev.quire.worker;

import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Predictor;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketQueue;
import dev.quire.task.Task;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Runs batches on one predictor and ends their tickets. When a batch fails it is split in halves
 * until the guilty ticket stands alone, so that only that one fails. Not thread-safe: its worker's.
 */
final class BatchRunner<P, R> {

  private final TicketQueue<P, Served<R>> queue;
  private final Task<P, R> task;
  private final Predictor predictor;
  private final DeviceId device;
  private final BatchListener listener;
  private final LongSupplier nanoClock;

  BatchRunner(
      TicketQueue<P, Served<R>> queue,
      Task<P, R> task,
      Predictor predictor,
      DeviceId device,
      BatchListener listener,
      LongSupplier nanoClock) {
    this.queue = queue;
    this.task = task;
    this.predictor = predictor;
    this.device = device;
    this.listener = listener;
    this.nanoClock = nanoClock;
  }

  /** Runs an item without meaning, so that the first page does not pay for lazy initialisation. */
  void warmUp() {
    infer(List.of(task.blank()));
  }

  /** Ends every ticket of the batch. */
  void run(List<Ticket<P, Served<R>>> batch) {
    List<Ticket<P, Served<R>>> tickets = batch.stream().filter(Ticket::isOpen).toList();
    if (tickets.isEmpty()) {
      return;
    }
    long started = nanoClock.getAsLong();
    List<R> results;
    try {
      results = infer(tickets.stream().map(Ticket::payload).toList());
    } catch (RuntimeException e) {
      bisect(tickets, e);
      return;
    } catch (Error e) {
      EngineException failure = new EngineException("The worker on " + device + " died", e);
      tickets.forEach(ticket -> queue.fail(ticket, failure));
      throw e;
    }
    long nanos = nanoClock.getAsLong() - started;
    queue.served(tickets.size(), nanos);
    listener.ran(device, tickets.size(), nanos);
    for (int i = 0; i < tickets.size(); i++) {
      Ticket<P, Served<R>> ticket = tickets.get(i);
      queue.answer(
          ticket,
          new Served<>(
              results.get(i),
              device,
              predictor.precision(),
              tickets.size(),
              started - ticket.createdNanos(),
              nanos));
    }
  }

  private List<R> infer(List<P> items) {
    return task.split(predictor.run(task.assemble(items), task.outputs()), items);
  }

  private void bisect(List<Ticket<P, Served<R>>> tickets, RuntimeException cause) {
    if (tickets.size() == 1) {
      queue.fail(tickets.get(0), cause);
      return;
    }
    int middle = tickets.size() / 2;
    run(tickets.subList(0, middle));
    run(tickets.subList(middle, tickets.size()));
  }
}
