package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Nobody starves, however greedy and hasty the others are. */
class RequestQueueFairnessProperties {

  private static final Duration SOON = Duration.ofMinutes(1);
  private static final Duration SOME_TIME = Duration.ofHours(1);
  private static final Bucket SMALL = new Bucket("small", 1);
  private static final Bucket LARGE = new Bucket("large", 3);

  /**
   * How many requests of another client may go first: for the cost of a large one, and one more.
   */
  private static final int TURN = 4;

  /** Clients that always have so many requests in the queue, with the earliest of deadlines. */
  private static final class Greedy {
    private final Priority priority;
    private final Map<String, Integer> missing = new HashMap<>();

    Greedy(Priority priority, int clients, int inFlight) {
      this.priority = priority;
      for (int i = 0; i < clients; i++) {
        missing.put("greedy " + i, inFlight);
      }
    }
  }

  /** A queue whose greedy clients offer all they can before every batch. */
  private static final class Rush {
    private final AtomicLong clock = new AtomicLong();
    private final RequestQueue<String, String> queue =
        new RequestQueue<>(
            new QueueLimits(1_000, 1_000, SOME_TIME), clock::get, (client, outcome) -> {});
    private final List<Greedy> greedy = new ArrayList<>();
    private final BatchPolicy policy;
    private final Random random;

    Rush(int size, long seed) {
      policy = new FixedBatchPolicy(size, 0);
      random = new Random(seed);
    }

    Rush of(Priority priority, int clients, int inFlight) {
      greedy.add(new Greedy(priority, clients, inFlight));
      return this;
    }

    Rush goOn(int batches) {
      for (int i = 0; i < batches; i++) {
        batch();
      }
      return this;
    }

    List<InferenceRequest<String, String>> batch() {
      greedy.forEach(this::refill);
      if (!(queue.poll(policy) instanceof PollResult.Batch<String, String> batch)) {
        return fail("There was no batch");
      }
      for (InferenceRequest<String, String> request : batch.requests()) {
        queue.answer(request, "answer");
        for (Greedy each : greedy) {
          if (each.priority == request.priority()) {
            each.missing.computeIfPresent(request.client(), (client, requests) -> requests + 1);
          }
        }
      }
      clock.addAndGet(1_000_000);
      return batch.requests();
    }

    private void refill(Greedy clients) {
      clients.missing.replaceAll(
          (client, requests) -> {
            for (int i = 0; i < requests; i++) {
              offer(client, random.nextBoolean() ? SMALL : LARGE, clients.priority, SOON);
            }
            return 0;
          });
    }

    InferenceRequest<String, String> offer(
        String client, Bucket bucket, Priority priority, Duration timeout) {
      InferenceRequest<String, String> request =
          queue.request("page", bucket, 1, new Terms(client, priority, timeout));
      assertTrue(queue.offer(request));
      return request;
    }

    void assertServedWithin(int most, InferenceRequest<String, String> request) {
      int batches = 1;
      while (!batch().contains(request)) {
        batches++;
        assertTrue(batches <= most, "it is not among the first " + most + " batches");
      }
    }
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void anotherClientsRequestIsServedWithinATurn(
      @ForAll @IntRange(min = 1, max = 6) int clients,
      @ForAll @IntRange(min = 1, max = 10) int inFlight,
      @ForAll @IntRange(min = 1, max = 8) int size,
      @ForAll @IntRange(min = 0, max = 40) int before,
      @ForAll long seed) {
    Rush rush = new Rush(size, seed).of(Priority.INTERACTIVE, clients, inFlight).goOn(before);
    rush.assertServedWithin(
        1 + TURN * clients, rush.offer("modest", SMALL, Priority.INTERACTIVE, SOME_TIME));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aBulkRequestIsServedWithinEightBatches(
      @ForAll @IntRange(min = 1, max = 6) int clients,
      @ForAll @IntRange(min = 1, max = 10) int inFlight,
      @ForAll @IntRange(min = 1, max = 8) int size,
      @ForAll @IntRange(min = 0, max = 40) int before,
      @ForAll long seed) {
    Rush rush = new Rush(size, seed).of(Priority.INTERACTIVE, clients, inFlight).goOn(before);
    rush.assertServedWithin(
        RequestQueue.BULK_SHARE, rush.offer("modest", SMALL, Priority.BULK, SOME_TIME));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aBulkRequestBesideGreedyBulkIsServedToo(
      @ForAll @IntRange(min = 1, max = 4) int clients,
      @ForAll @IntRange(min = 1, max = 4) int inFlight,
      @ForAll @IntRange(min = 1, max = 8) int size,
      @ForAll @IntRange(min = 0, max = 40) int before,
      @ForAll long seed) {
    Rush rush =
        new Rush(size, seed)
            .of(Priority.INTERACTIVE, clients, inFlight)
            .of(Priority.BULK, clients, inFlight)
            .goOn(before);
    rush.assertServedWithin(
        RequestQueue.BULK_SHARE * (1 + TURN * clients),
        rush.offer("modest", SMALL, Priority.BULK, SOME_TIME));
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void aClientThatStaysGetsItsShareBesideThoseThatComeAgainAndAgain(
      @ForAll @IntRange(min = 1, max = 6) int clients,
      @ForAll @IntRange(min = 1, max = 3) int inFlight,
      @ForAll @IntRange(min = 1, max = 8) int size,
      @ForAll long seed) {
    Rush rush = new Rush(size, seed).of(Priority.INTERACTIVE, clients, inFlight);
    for (int i = 0; i < 400; i++) {
      rush.offer("stays", SMALL, Priority.INTERACTIVE, SOME_TIME);
    }
    long all = 0;
    long stays = 0;
    while (all < 100 * (clients + 1)) {
      for (InferenceRequest<String, String> request : rush.batch()) {
        all += request.bucket().cost();
        stays += request.client().equals("stays") ? request.bucket().cost() : 0;
      }
    }
    assertTrue(stays >= 90, stays + " of " + all + " instead of 100");
  }
}
