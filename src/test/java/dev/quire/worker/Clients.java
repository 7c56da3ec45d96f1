package dev.quire.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Outcome;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.Terms;
import dev.quire.support.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Those who offer numbers to a queue that has room and time for all of them: the requests count
 * from 1, and each should end once, with its number doubled. Thread-safe.
 */
final class Clients {

  /** Longer than any test takes. */
  static final Duration WAIT = Duration.ofMinutes(10);

  /** What the queue's clock throws, and on which threads: those whose names end so. */
  private record Fault(String threads, Error error) {}

  private final AtomicReference<Fault> fault = new AtomicReference<>();
  private final Collection<Outcome> ended = new ConcurrentLinkedQueue<>();
  private final List<InferenceRequest<Integer, Served<Integer>>> requests = new ArrayList<>();
  private final RequestQueue<Integer, Served<Integer>> queue =
      new RequestQueue<>(
          new QueueLimits(100_000, 100_000, WAIT),
          this::nanoTime,
          (client, outcome) -> ended.add(outcome));

  private long nanoTime() {
    Fault next = fault.get();
    if (next != null
        && Thread.currentThread().getName().endsWith(next.threads())
        && fault.compareAndSet(next, null)) {
      throw next.error();
    }
    return System.nanoTime();
  }

  /** Lets the queue fail the next time it is used on threads whose names end so. */
  void failOnceOn(String threads, Error error) {
    fault.set(new Fault(threads, error));
  }

  /** Whether the queue is yet to fail. */
  boolean isToFail() {
    return fault.get() != null;
  }

  RequestQueue<Integer, Served<Integer>> queue() {
    return queue;
  }

  /** The requests so far. */
  List<InferenceRequest<Integer, Served<Integer>>> requests() {
    synchronized (requests) {
      return List.copyOf(requests);
    }
  }

  /** How requests ended so far, those not among {@link #requests()} too. */
  List<Outcome> ended() {
    return List.copyOf(ended);
  }

  /** Offers so many more requests, which must be admitted. */
  void offer(int count) {
    for (int i = 0; i < count; i++) {
      assertTrue(queue.offer(next()));
    }
  }

  private InferenceRequest<Integer, Served<Integer>> next() {
    synchronized (requests) {
      InferenceRequest<Integer, Served<Integer>> request = request(requests.size() + 1);
      requests.add(request);
      return request;
    }
  }

  /** A request that is not among {@link #requests()} and yet to be offered. */
  InferenceRequest<Integer, Served<Integer>> request(int number) {
    return queue.request(number, Numbers.BUCKET, 1, Terms.within(WAIT));
  }

  /** Waits for all requests. */
  void assertAllServed() {
    List<InferenceRequest<Integer, Served<Integer>>> all = requests();
    for (InferenceRequest<Integer, Served<Integer>> request : all) {
      assertEquals(2 * request.payload(), served(request).result());
    }
    Await.until("the end of all tickets", () -> ended.size() >= all.size());
    assertEquals(all.size(), ended.size(), "each ends once");
  }

  /** Waits for all requests. */
  void assertAllServedBy(String device) {
    for (InferenceRequest<Integer, Served<Integer>> request : requests()) {
      assertEquals(device, served(request).device().name());
    }
  }

  /** Whether a device has served any request so far. */
  boolean anyServedBy(String device) {
    return requests().stream()
        .map(request -> request.completion().toCompletableFuture())
        .filter(CompletableFuture::isDone)
        .anyMatch(answer -> answer.join().device().name().equals(device));
  }

  /** Offers a request, which must be refused; it does not count among those that ended. */
  void assertRefused(RequestRefusedException.Reason reason) {
    InferenceRequest<Integer, Served<Integer>> request = request(1);
    assertFalse(queue.offer(request));
    CompletionException e =
        assertThrows(CompletionException.class, request.completion().toCompletableFuture()::join);
    assertEquals(reason, ((RequestRefusedException) e.getCause()).reason());
    ended.remove(Outcome.REFUSED);
  }

  private static Served<Integer> served(InferenceRequest<Integer, Served<Integer>> request) {
    return request
        .completion()
        .toCompletableFuture()
        .orTimeout(Await.LONG.toSeconds(), TimeUnit.SECONDS)
        .join();
  }
}
