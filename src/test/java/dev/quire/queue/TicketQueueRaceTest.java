package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Clients offer and cancel, workers poll and answer, all at once; the guarantees must hold. */
class TicketQueueRaceTest {

  private static final int CLIENTS = 4;
  private static final int WORKERS = 3;
  private static final int TICKETS_PER_CLIENT = 5_000;
  private static final QueueLimits LIMITS = new QueueLimits(16, 160);

  @Test
  void everyTicketEndsExactlyOnce() throws Exception {
    AtomicIntegerArray outcomes = new AtomicIntegerArray(Outcome.values().length);
    TicketQueue<Integer, Integer> queue =
        new TicketQueue<>(
            LIMITS, System::nanoTime, outcome -> outcomes.incrementAndGet(outcome.ordinal()));
    AtomicIntegerArray handedOut = new AtomicIntegerArray(CLIENTS * TICKETS_PER_CLIENT);
    AtomicIntegerArray completed = new AtomicIntegerArray(CLIENTS * TICKETS_PER_CLIENT);
    AtomicInteger overLimit = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + WORKERS);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(threads.submit(() -> serve(queue, handedOut, overLimit, stop)));
      }
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int first = i * TICKETS_PER_CLIENT;
        clients.add(threads.submit(() -> ask(queue, completed, first)));
      }
      for (Future<?> client : clients) {
        client.get();
      }
      queue.close().toCompletableFuture().get();
      stop.set(true);
      for (Future<?> worker : workers) {
        worker.get();
      }
    } finally {
      threads.shutdownNow();
    }

    int total = 0;
    for (Outcome outcome : Outcome.values()) {
      total += outcomes.get(outcome.ordinal());
    }
    assertEquals(CLIENTS * TICKETS_PER_CLIENT, total, "outcomes reported");
    for (int i = 0; i < completed.length(); i++) {
      assertEquals(1, completed.get(i), "completions of ticket " + i);
      assertTrue(handedOut.get(i) <= 1, "ticket " + i + " was handed to two workers");
    }
    assertEquals(0, overLimit.get(), "times the queue was seen over its limits");
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertTrue(outcomes.get(Outcome.ANSWERED.ordinal()) > 0, "the race never answered anything");
    assertTrue(outcomes.get(Outcome.CANCELLED.ordinal()) > 0, "the race never cancelled anything");
  }

  private static void ask(
      TicketQueue<Integer, Integer> queue, AtomicIntegerArray completed, int first) {
    for (int id = first; id < first + TICKETS_PER_CLIENT; id++) {
      int number = id;
      Bucket bucket = new Bucket("b" + id % 3, 1);
      Ticket<Integer, Integer> ticket = queue.ticket(id, bucket, 10, Duration.ofMinutes(1));
      ticket.completion().whenComplete((answer, error) -> completed.incrementAndGet(number));
      queue.offer(ticket);
      if (ThreadLocalRandom.current().nextInt(4) == 0) {
        queue.cancel(ticket);
      } else if (ThreadLocalRandom.current().nextInt(8) == 0) {
        Thread.yield();
      }
    }
  }

  private static void serve(
      TicketQueue<Integer, Integer> queue,
      AtomicIntegerArray handedOut,
      AtomicInteger overLimit,
      AtomicBoolean stop) {
    FixedBatchPolicy policy = new FixedBatchPolicy(4, 0);
    while (!stop.get()) {
      if (queue.depth() > LIMITS.tickets() || queue.bytes() > LIMITS.bytes()) {
        overLimit.incrementAndGet();
      }
      if (queue.poll(policy) instanceof Next.Batch<Integer, Integer> batch) {
        for (Ticket<Integer, Integer> ticket : batch.tickets()) {
          handedOut.incrementAndGet(ticket.payload());
          queue.answer(ticket, ticket.payload());
        }
      }
    }
  }
}
