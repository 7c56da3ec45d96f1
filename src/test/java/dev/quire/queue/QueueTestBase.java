package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.FixedBatchPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;

/** A queue of strings under a clock that stands still. */
abstract class QueueTestBase {

  static final Duration TIMEOUT = Duration.ofSeconds(1);
  static final Bucket SMALL = new Bucket("small", 1);
  static final Bucket LARGE = new Bucket("large", 4);

  /** It starts below zero, as {@link System#nanoTime} may. */
  final AtomicLong clock = new AtomicLong(-TIMEOUT.toNanos() / 2);

  final List<Outcome> ended = new ArrayList<>();
  final RequestQueue<String, String> queue;

  QueueTestBase(int requests, long bytes) {
    queue =
        new RequestQueue<>(
            new QueueLimits(requests, bytes, TIMEOUT),
            clock::get,
            (client, outcome) -> ended.add(outcome));
  }

  static Terms terms(String client, Priority priority, Duration timeout) {
    return new Terms(client, priority, timeout);
  }

  static Terms interactive(String client) {
    return terms(client, Priority.INTERACTIVE, TIMEOUT);
  }

  static Terms interactive(String client, int millis) {
    return terms(client, Priority.INTERACTIVE, Duration.ofMillis(millis));
  }

  static Terms bulk(String client) {
    return terms(client, Priority.BULK, TIMEOUT);
  }

  InferenceRequest<String, String> request(String payload, Bucket bucket, long bytes) {
    return queue.request(payload, bucket, bytes, Terms.within(TIMEOUT));
  }

  InferenceRequest<String, String> offer(String payload, Bucket bucket, Terms terms) {
    InferenceRequest<String, String> request = queue.request(payload, bucket, 10, terms);
    assertTrue(queue.offer(request), payload + " was refused");
    return request;
  }

  InferenceRequest<String, String> offer(String payload, Terms terms) {
    return offer(payload, SMALL, terms);
  }

  InferenceRequest<String, String> offer(String payload, Bucket bucket) {
    return offer(payload, bucket, Terms.within(TIMEOUT));
  }

  InferenceRequest<String, String> offer(String payload) {
    return offer(payload, SMALL);
  }

  /** Runs whatever is there, up to a size. */
  static BatchPolicy eager(int most) {
    return new FixedBatchPolicy(most, 0);
  }

  List<InferenceRequest<String, String>> take(BatchPolicy policy) {
    PollResult<String, String> next = queue.poll(policy);
    if (next instanceof PollResult.Batch<String, String> batch) {
      return batch.requests();
    }
    return fail("There was no batch but " + next);
  }

  List<InferenceRequest<String, String>> take(int most) {
    return take(eager(most));
  }

  List<String> poll(int most) {
    return take(most).stream().map(InferenceRequest::payload).toList();
  }

  void assertNothingWaits() {
    assertInstanceOf(PollResult.Nothing.class, queue.poll(eager(1)));
  }

  static String join(InferenceRequest<String, String> request) {
    return request.completion().toCompletableFuture().join();
  }

  static <T extends Throwable> T failure(InferenceRequest<String, String> request, Class<T> type) {
    CompletionException e = assertThrows(CompletionException.class, () -> join(request));
    return assertInstanceOf(type, e.getCause());
  }
}
