package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Clients offer and cancel, workers poll, answer, fail and lose their devices, all at once; the
 * guarantees must hold.
 */
@Timeout(120)
class RequestQueueRaceTest {

  private static final int CLIENTS = 4;
  private static final int WORKERS = 3;
  private static final int BATCH = 4;
  private static final int TICKETS_PER_CLIENT = 3_000;
  private static final int BYTES = 10;
  private static final QueueLimits LIMITS = new QueueLimits(16, 16 * BYTES, Duration.ofMinutes(1));
  private static final RuntimeException LOST = new IllegalStateException("The device is lost");

  private final AtomicIntegerArray outcomes = new AtomicIntegerArray(Outcome.values().length);
  private final RequestQueue<Integer, Integer> queue =
      new RequestQueue<>(
          LIMITS,
          System::nanoTime,
          (client, outcome) -> outcomes.incrementAndGet(outcome.ordinal()));
  private final AtomicIntegerArray completed = numbers();
  private final AtomicIntegerArray handedOut = numbers();
  private final AtomicIntegerArray lost = numbers();
  private final AtomicIntegerArray withWorkers = numbers();
  private final AtomicInteger shared = new AtomicInteger();
  private final AtomicInteger overLimit = new AtomicInteger();
  private final AtomicBoolean stop = new AtomicBoolean();

  @Test
  void everyRequestEndsExactlyOnce() throws Exception {
    race(0, 0);
    assertEquals(0, outcomes.get(Outcome.FAILED.ordinal()));
    for (int i = 0; i < handedOut.length(); i++) {
      assertTrue(handedOut.get(i) <= 1, "ticket " + i + " was handed out twice");
    }
  }

  @Test
  void everyRequestEndsExactlyOnceThoughDevicesAreLost() throws Exception {
    // what comes back was admitted before, so the queue may hold the workers' batches as well
    race(2, WORKERS * BATCH);
    assertTrue(outcomes.get(Outcome.FAILED.ordinal()) > 0, "the race never failed anything");
    int again = 0;
    for (int i = 0; i < handedOut.length(); i++) {
      assertTrue(lost.get(i) <= 4, "ticket " + i + " was lost too often");
      again += handedOut.get(i) > 1 ? 1 : 0;
    }
    assertTrue(again > 0, "the race never gave anything back");
  }

  /** A client's items come while their reservations go to another, again and again. */
  @Test
  void everyPlaceEndsExactlyOnceThoughItGoesToAnother() throws Exception {
    int rounds = 5_000;
    int most = LIMITS.requests();
    Bucket bucket = new Bucket("b", 1);
    Terms greedy = new Terms("greedy", Priority.INTERACTIVE, LIMITS.timeout());
    Terms meek = new Terms("meek", Priority.INTERACTIVE, LIMITS.timeout());
    CyclicBarrier together = new CyclicBarrier(2);
    ExecutorService other = Executors.newSingleThreadExecutor();
    try {
      for (int round = 0; round < rounds; round++) {
        List<Reservation> reservations = new ArrayList<>();
        for (int i = 0; i < most; i++) {
          reservations.add(queue.reserve(bucket, BYTES, greedy));
        }
        Future<Reservation> displacing =
            other.submit(
                () -> {
                  together.await();
                  return queue.reserve(bucket, BYTES, meek);
                });
        together.await();
        InferenceRequest<Integer, Integer> last = queue.offer(reservations.get(most - 1), round);
        queue.release(displacing.get());
        queue.cancel(last);
        reservations.forEach(queue::release);
        assertEquals(0, queue.depth());
        int ended = 0;
        for (Outcome outcome : Outcome.values()) {
          ended += outcomes.get(outcome.ordinal());
        }
        assertEquals(round + 1, ended, "outcomes reported");
      }
    } finally {
      other.shutdownNow();
    }
  }

  /**
   * @param lossesIn one batch of so many is given back; 0 for none
   * @param overdraft how many requests the queue may hold above its limit
   */
  private void race(int lossesIn, int overdraft) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(CLIENTS + WORKERS);
    try {
      List<Future<?>> workers = new ArrayList<>();
      for (int i = 0; i < WORKERS; i++) {
        workers.add(threads.submit(() -> serve(lossesIn, overdraft)));
      }
      List<Future<?>> clients = new ArrayList<>();
      for (int i = 0; i < CLIENTS; i++) {
        int client = i;
        clients.add(threads.submit(() -> ask(client)));
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
      stop.set(true);
      threads.shutdownNow();
    }

    int total = 0;
    for (Outcome outcome : Outcome.values()) {
      total += outcomes.get(outcome.ordinal());
    }
    assertEquals(CLIENTS * TICKETS_PER_CLIENT, total, "outcomes reported");
    for (int i = 0; i < completed.length(); i++) {
      assertEquals(1, completed.get(i), "completions of ticket " + i);
      assertEquals(0, withWorkers.get(i), "workers that still have ticket " + i);
    }
    assertEquals(0, shared.get(), "tickets that two workers had at the same time");
    assertEquals(0, overLimit.get(), "times the queue was seen over its limits");
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertEquals(0, queue.snapshot().running());
    assertTrue(outcomes.get(Outcome.ANSWERED.ordinal()) > 0, "the race never answered anything");
    assertTrue(outcomes.get(Outcome.CANCELLED.ordinal()) > 0, "the race never cancelled anything");
  }

  private void ask(int client) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    int first = client * TICKETS_PER_CLIENT;
    for (int id = first; id < first + TICKETS_PER_CLIENT; id++) {
      int number = id;
      Priority priority = random.nextInt(4) == 0 ? Priority.BULK : Priority.INTERACTIVE;
      Duration timeout = random.nextInt(50) == 0 ? Duration.ZERO : LIMITS.timeout();
      InferenceRequest<Integer, Integer> request =
          queue.request(
              id,
              new Bucket("b" + id % 3, 1 + id % 3),
              BYTES,
              new Terms("client " + client % 3, priority, timeout));
      request.completion().whenComplete((answer, error) -> completed.incrementAndGet(number));
      if (random.nextInt(50) == 0) {
        queue.cancel(request);
      }
      if (!queue.offer(request)) {
        Thread.yield();
      }
      if (random.nextInt(4) == 0) {
        queue.cancel(request);
      } else if (random.nextInt(8) == 0) {
        Thread.yield();
      } else if (random.nextInt(50) == 0) {
        queue.expire();
      }
    }
  }

  private void serve(int lossesIn, int overdraft) {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    FixedBatchPolicy policy = new FixedBatchPolicy(BATCH, 0);
    while (!stop.get()) {
      if (queue.depth() > LIMITS.requests() + overdraft
          || queue.bytes() > LIMITS.bytes() + overdraft * BYTES) {
        overLimit.incrementAndGet();
      }
      if (queue.poll(policy) instanceof PollResult.Batch<Integer, Integer> batch) {
        run(batch.requests(), lossesIn > 0 && random.nextInt(lossesIn) == 0);
      } else {
        Thread.yield();
      }
    }
  }

  private void run(List<InferenceRequest<Integer, Integer>> batch, boolean isLost) {
    for (InferenceRequest<Integer, Integer> request : batch) {
      handedOut.incrementAndGet(request.payload());
      if (withWorkers.incrementAndGet(request.payload()) != 1) {
        shared.incrementAndGet();
      }
    }
    batch.forEach(request -> withWorkers.decrementAndGet(request.payload()));
    if (isLost) {
      batch.stream().skip(1).limit(1).forEach(request -> queue.answer(request, request.payload()));
      List<InferenceRequest<Integer, Integer>> ran = batch.subList(0, Math.min(2, batch.size()));
      ran.forEach(request -> lost.incrementAndGet(request.payload()));
      queue.requeue(batch.subList(ran.size(), batch.size()));
      queue.requeueAfterDeviceLoss(ran, LOST, true);
    } else {
      batch.forEach(request -> queue.answer(request, request.payload()));
    }
  }

  private static AtomicIntegerArray numbers() {
    return new AtomicIntegerArray(CLIENTS * TICKETS_PER_CLIENT);
  }
}
