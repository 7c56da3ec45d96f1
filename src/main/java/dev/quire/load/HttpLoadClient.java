package dev.quire.load;

import dev.quire.client.RetryAfter;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;

/** Sends a workload's requests over HTTP, as many connections as requests are open. */
final class HttpLoadClient implements LoadClient {

  private final HttpClient http;
  private final Workload workload;
  private final Duration timeout;
  private final Executor loop;
  private long next;

  /**
   * @param timeout after which a request counts as such
   * @param loop a single thread
   */
  HttpLoadClient(Workload workload, Duration timeout, Executor loop) {
    this.workload = workload;
    this.timeout = timeout;
    this.loop = loop;
    this.http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(loop).build();
  }

  @Override
  public CompletableFuture<Reply> ask() {
    return http.sendAsync(
            workload.request(next++).timeout(timeout).build(), BodyHandlers.discarding())
        .handleAsync(
            (response, failure) -> failure == null ? reply(response) : lost(failure), loop);
  }

  private static Reply reply(HttpResponse<Void> response) {
    HttpHeaders headers = response.headers();
    Map<String, Double> stages =
        headers.firstValue("Server-Timing").map(ServerTiming::parse).orElse(Map.of());
    Optional<Duration> retryAfter =
        headers
            .firstValue("Retry-After")
            .flatMap(value -> RetryAfter.parse(value, Clock.systemUTC().instant()));
    return new Reply(String.valueOf(response.statusCode()), stages, retryAfter);
  }

  private static Reply lost(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return Reply.of(cause instanceof HttpTimeoutException ? Reply.TIMEOUT : Reply.LOST);
  }
}
