package dev.quire.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Asks a running service for layouts, or for text, many at a time. */
public final class LayoutClient {

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final URI endpoint;

  /** {@code service} is its base address, such as {@code http://localhost:8081/}. */
  public LayoutClient(URI service) {
    this(service, "/v1/layout");
  }

  private LayoutClient(URI service, String path) {
    this.endpoint = service.resolve(path);
  }

  /** One that asks for text. */
  public static LayoutClient ofText(URI service) {
    return new LayoutClient(service, "/v1/ocr");
  }

  public HttpResponse<String> ask(byte[] body, String mediaType) {
    try {
      return http.send(request(body, mediaType), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Headers are name, value, name, value, … */
  public CompletableFuture<HttpResponse<String>> send(
      byte[] body, String mediaType, String... headers) {
    HttpRequest.Builder request = builder(body, mediaType);
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.sendAsync(request.build(), BodyHandlers.ofString());
  }

  private HttpRequest request(byte[] body, String mediaType) {
    return builder(body, mediaType).build();
  }

  private HttpRequest.Builder builder(byte[] body, String mediaType) {
    return HttpRequest.newBuilder(endpoint)
        .timeout(Duration.ofMinutes(2))
        .header("Content-Type", mediaType)
        .POST(BodyPublishers.ofByteArray(body));
  }
}
