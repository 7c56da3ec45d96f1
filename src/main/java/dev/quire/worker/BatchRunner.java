package dev.quire.worker;

import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.Bucket;
import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Predictor;
import dev.quire.queue.Next;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketQueue;
import dev.quire.queue.TraceContext;
import dev.quire.task.Task;
import dev.quire.tensor.Tensors;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Runs batches on one predictor and sees to it that each of their tickets ends, here or elsewhere:
 *
 * <ul>
 *   <li>out of memory: the size cap is lowered and the batch runs in halves;
 *   <li>any other error: the batch runs in halves until the guilty ticket stands alone, and fails
 *       twice. If the device then still runs a probe, that ticket fails; if not, the device is to
 *       blame;
 *   <li>the device is to blame: what has not run goes back to the queue, and {@link DeviceFailure}
 *       is thrown. What was running when it happened is suspect: alone it runs next time, and only
 *       after a probe, so that nobody is blamed for a device that was broken before. Of a run that
 *       never began nothing is suspect.
 * </ul>
 *
 * <p>One thread, the worker's, runs batches; another may {@link #abandon} a run that hangs.
 */
final class BatchRunner<P, R> {

  private final TicketQueue<P, Served<R>> queue;
  private final Task<P, R> task;
  private final Predictor predictor;
  private final DeviceId device;
  private final AdaptiveBatching batching;
  private final Watchdog watchdog;
  private final BatchListener listener;
  private final LongSupplier nanoClock;
  private final AtomicReference<Flight<P, R>> flight = new AtomicReference<>();

  /** Only the worker's thread assembles, one batch at a time. */
  private final Tensors tensors;

  /** Why no run may begin any more; null while they may. */
  private volatile RuntimeException givenUp;

  /** Until then runs may compile kernels, whatever is known of the device's times. */
  private boolean warm;

  BatchRunner(
      TicketQueue<P, Served<R>> queue,
      Task<P, R> task,
      Predictor predictor,
      DeviceId device,
      AdaptiveBatching batching,
      Watchdog watchdog,
      BatchListener listener,
      LongSupplier nanoClock) {
    this.queue = queue;
    this.task = task;
    this.predictor = predictor;
    this.tensors = predictor.tensors();
    this.device = device;
    this.batching = batching;
    this.watchdog = watchdog;
    this.listener = listener;
    this.nanoClock = nanoClock;
  }

  /** Runs an item without meaning, to see whether the device works. */
  void probe() {
    probe(List.of(), List.of());
  }

  private void probe(List<Ticket<P, Served<R>>> suspects, List<Ticket<P, Served<R>>> waiting) {
    P blank = task.blank();
    try {
      long nanos = fly(suspects, waiting, List.of(blank), true, false).nanos;
      batching.table().ran(task.bucket(blank), 1, nanos);
      warm = true;
    } catch (Abandoned e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw new DeviceFailure(e);
    }
  }

  /**
   * Measures batches without meaning, of growing size, while larger ones pay; and where memory
   * counts, a single item of every other bucket, which must be known to fit before a request asks
   * for it.
   */
  void warmUp(WarmUp plan, MemoryWatch memory) {
    List<P> blanks = task.blanks();
    Map<Bucket, Long> singles = memory.isBounding() ? singles(blanks, memory) : Map.of();
    // the largest runs come last, since engines keep what a run took
    P usual = blanks.get(0);
    Bucket bucket = task.bucket(usual);
    plan.measure(size -> measured(usual, size, memory), batching, bucket);
    singles.forEach((other, nanos) -> batching.table().anchored(other, 1, nanos));
    warm = true;
  }

  /** How long one item of each bucket but the first takes. */
  private Map<Bucket, Long> singles(List<P> blanks, MemoryWatch memory) {
    Map<Bucket, Long> nanos = new LinkedHashMap<>();
    blanks.stream()
        .skip(1)
        .sorted(Comparator.comparingLong(blank -> task.bucket(blank).cost()))
        .forEach(
            blank -> {
              Bucket bucket = task.bucket(blank);
              try {
                measured(blank, 1, memory);
                // the first run of a shape may compile kernels
                nanos.put(bucket, measured(blank, 1, memory));
              } catch (OutOfDeviceMemoryException e) {
                memory.doesNotFit(bucket);
              }
            });
    return nanos;
  }

  private long measured(P blank, int size, MemoryWatch memory) {
    long nanos = fly(List.of(), List.of(), Collections.nCopies(size, blank), true, false).nanos;
    memory.learn(task.bucket(blank), size);
    return nanos;
  }

  /**
   * Ends every ticket of the batch, or gives it back.
   *
   * @return whether a ticket was answered, so that the device is known to work
   */
  boolean run(Next.Batch<P, Served<R>> batch) {
    boolean served = false;
    Deque<List<Ticket<P, Served<R>>>> parts = new ArrayDeque<>();
    Set<Ticket<P, Served<R>>> suspects = new HashSet<>();
    parts.push(batch.tickets());
    while (!parts.isEmpty()) {
      List<Ticket<P, Served<R>>> part = parts.pop().stream().filter(Ticket::isOpen).toList();
      if (part.isEmpty()) {
        continue;
      }
      int most = batching.cap().size(part.get(0).bucket());
      if (part.size() > most) {
        // the cap sank since the batch was made: this size, too, would fail
        cut(part, most, parts);
      } else {
        served |= run(part, parts, suspects, batch.reason());
      }
    }
    return served;
  }

  private void cut(
      List<Ticket<P, Served<R>>> part, int size, Deque<List<Ticket<P, Served<R>>>> rest) {
    rest.push(part.subList(size, part.size()));
    rest.push(part.subList(0, size));
  }

  private boolean run(
      List<Ticket<P, Served<R>>> part,
      Deque<List<Ticket<P, Served<R>>>> rest,
      Set<Ticket<P, Served<R>>> suspects,
      Reason reason) {
    Bucket bucket = part.get(0).bucket();
    int size = part.size();
    List<Ticket<P, Served<R>>> waiting = rest.stream().flatMap(List::stream).toList();
    boolean alone = size == 1 && part.get(0).isSuspect();
    if (alone) {
      clear(part, waiting, rest);
    }
    Flown<R> flown;
    try {
      flown = fly(part, waiting, part.stream().map(Ticket::payload).toList(), false, alone);
    } catch (Abandoned e) {
      rest.clear();
      throw e;
    } catch (OutOfDeviceMemoryException e) {
      batching.cap().outOfMemory(bucket, size);
      split(part, rest, waiting, suspects, e);
      return false;
    } catch (DeviceLostException e) {
      throw e.isBeforeRun() ? putBack(part, waiting, e) : giveBack(part, waiting, e, alone);
    } catch (Error e) {
      throw giveBack(part, waiting, e, false);
    } catch (RuntimeException e) {
      split(part, rest, waiting, suspects, e);
      return false;
    }
    batching.ran(bucket, size, flown.nanos, reason == Reason.TRIAL);
    for (int i = 0; i < size; i++) {
      Ticket<P, Served<R>> ticket = part.get(i);
      queue.answer(
          ticket,
          new Served<>(
              flown.results.get(i),
              device,
              predictor.precision(),
              size,
              flown.started - ticket.createdNanos(),
              flown.nanos,
              flown.trace));
    }
    listener.ran(new BatchRun(device, bucket, size, reason, flown.nanos));
    return true;
  }

  private void split(
      List<Ticket<P, Served<R>>> part,
      Deque<List<Ticket<P, Served<R>>>> rest,
      List<Ticket<P, Served<R>>> waiting,
      Set<Ticket<P, Served<R>>> suspects,
      RuntimeException cause) {
    if (part.size() > 1) {
      cut(part, part.size() / 2, rest);
      return;
    }
    if (suspects.add(part.get(0))) {
      // the error may have been a passing one: nobody is guilty who has failed alone but once
      rest.push(part);
      return;
    }
    try {
      probe(part, waiting);
    } catch (DeviceFailure broken) {
      throw giveBack(part, waiting, cause, false);
    }
    queue.fail(part.get(0), cause);
  }

  /** Sees whether the device works before a suspect runs; if not, nothing is to blame but it. */
  private void clear(
      List<Ticket<P, Served<R>>> suspect,
      List<Ticket<P, Served<R>>> waiting,
      Deque<List<Ticket<P, Served<R>>>> rest) {
    List<Ticket<P, Served<R>>> all = Stream.concat(suspect.stream(), waiting.stream()).toList();
    try {
      probe(List.of(), all);
    } catch (Abandoned e) {
      rest.clear();
      throw e;
    } catch (DeviceFailure broken) {
      queue.putBack(all);
      throw broken;
    }
  }

  private DeviceFailure putBack(
      List<Ticket<P, Served<R>>> part, List<Ticket<P, Served<R>>> waiting, Throwable cause) {
    queue.putBack(Stream.concat(part.stream(), waiting.stream()).toList());
    return new DeviceFailure(cause);
  }

  private DeviceFailure giveBack(
      List<Ticket<P, Served<R>>> part,
      List<Ticket<P, Served<R>>> waiting,
      Throwable cause,
      boolean proof) {
    DeviceFailure failure = new DeviceFailure(cause);
    returnAll(part, waiting, failure, proof);
    return failure;
  }

  private void returnAll(
      List<Ticket<P, Served<R>>> running,
      List<Ticket<P, Served<R>>> waiting,
      RuntimeException cause,
      boolean proof) {
    queue.putBack(waiting);
    queue.giveBack(
        running,
        new EngineException("%s failed: %s".formatted(device, cause.getMessage()), cause),
        proof);
  }

  /** The run in progress, if there is one. */
  Flight<P, R> flight() {
    return flight.get();
  }

  /**
   * Gives the tickets of a run that hangs back to the queue. Whatever the run may still yield is
   * dropped, and its thread hears an {@link Abandoned}.
   *
   * @return whether the run was still in progress
   */
  boolean abandon(Flight<P, R> hung, RuntimeException cause) {
    return abandon(hung, cause, () -> {});
  }

  /**
   * The same.
   *
   * @param first runs before any ticket is given back, unless the run had ended
   */
  boolean abandon(Flight<P, R> hung, RuntimeException cause, Runnable first) {
    return abandon(hung, cause, hung.isProved(), first);
  }

  private boolean abandon(
      Flight<P, R> ended, RuntimeException cause, boolean proof, Runnable first) {
    if (!flight.compareAndSet(ended, null)) {
      return false;
    }
    first.run();
    traced(ended, nanoClock.getAsLong() - ended.startedNanos(), Optional.of(cause));
    if (ended.begun().get()) {
      returnAll(ended.running(), ended.rest(), cause, proof);
    } else {
      putBack(ended.running(), ended.rest(), cause);
    }
    return true;
  }

  /**
   * Abandons the run in progress, if there is one, and lets no other begin.
   *
   * @param first runs before any ticket is given back, if there is one
   * @return whether there was one
   */
  boolean giveUp(RuntimeException cause, Runnable first) {
    givenUp = cause;
    Flight<P, R> current = flight.get();
    return current != null && abandon(current, cause, false, first);
  }

  private Flown<R> fly(
      List<Ticket<P, Served<R>>> running,
      List<Ticket<P, Served<R>>> rest,
      List<P> items,
      boolean isProbe,
      boolean isProved) {
    Bucket bucket = task.bucket(items.get(0));
    long started = nanoClock.getAsLong();
    long predicted = batching.table().nanos(bucket, items.size());
    long limit = watchdog.limitNanos(warm ? predicted : 0);
    Flight<P, R> mine =
        new Flight<>(
            running, rest, started, predicted, limit, isProbe, isProved, new AtomicBoolean());
    flight.set(mine);
    RuntimeException reason = givenUp;
    if (reason != null) {
      abandon(mine, reason, false, () -> {});
      throw new Abandoned();
    }
    List<R> results;
    try {
      mine.begun().set(true);
      results = task.split(predictor.run(task.assemble(items, tensors), task.outputs()), items);
      if (results.size() != items.size()) {
        throw new IllegalStateException(
            "%d items have %d results".formatted(items.size(), results.size()));
      }
    } catch (RuntimeException | Error e) {
      land(mine);
      traced(mine, nanoClock.getAsLong() - started, Optional.of(e));
      throw e;
    }
    land(mine);
    long nanos = nanoClock.getAsLong() - started;
    return new Flown<>(results, started, nanos, traced(mine, nanos, Optional.empty()));
  }

  private Optional<TraceContext> traced(
      Flight<P, R> ended, long nanos, Optional<Throwable> failure) {
    if (!isTraced(ended)) {
      return Optional.empty();
    }
    List<Ticket<P, Served<R>>> tickets = ended.running();
    return listener.traced(
        new BatchAttempt(
            device,
            tickets.get(0).bucket(),
            tickets.size(),
            predictor.precision(),
            ended.startedNanos(),
            nanos,
            tickets.stream().flatMap(ticket -> ticket.trace().stream()).toList(),
            failure));
  }

  private static boolean isTraced(Flight<?, ?> ended) {
    if (ended.isProbe()) {
      return false;
    }
    for (Ticket<?, ?> ticket : ended.running()) {
      if (ticket.trace().isPresent()) {
        return true;
      }
    }
    return false;
  }

  private void land(Flight<P, R> mine) {
    if (!flight.compareAndSet(mine, null)) {
      throw new Abandoned();
    }
  }

  private record Flown<R>(
      List<R> results, long started, long nanos, Optional<TraceContext> trace) {}

  /** The run took so long that its tickets went elsewhere. */
  static final class Abandoned extends RuntimeException {
    Abandoned() {
      super("The run was abandoned", null, false, false);
    }
  }
}
