package dev.quire.api.paddlex.fetch;

import dev.quire.api.paddlex.fetch.FetchException.Reason;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;

/**
 * One transfer, of which no more is kept than the limit allows. Vert.x calls it on one event loop;
 * {@link #abandon} may come from anywhere.
 */
final class Download {

  private static final int OK = 200;

  private final String host;
  private final int maxBytes;
  private final UniEmitter<? super byte[]> emitter;
  private final Buffer content = Buffer.buffer();
  private HttpClientRequest request;
  private boolean over;

  Download(String host, int maxBytes, UniEmitter<? super byte[]> emitter) {
    this.host = host;
    this.maxBytes = maxBytes;
    this.emitter = emitter;
  }

  /** The connection stands. */
  void begin(HttpClientRequest connected) {
    synchronized (this) {
      request = connected;
    }
    if (isOver()) {
      connected.reset();
      return;
    }
    connected.send().onSuccess(this::receive).onFailure(this::broke);
  }

  /** Nobody waits for it any more. */
  void abandon() {
    HttpClientRequest running;
    synchronized (this) {
      over = true;
      running = request;
    }
    if (running != null) {
      running.reset();
    }
  }

  /** The connection or the transfer failed. */
  void broke(Throwable cause) {
    if (!isOver()) {
      emitter.fail(
          new FetchException(
              Reason.UNREACHABLE, "The host %s cannot be reached, or broke off".formatted(host)));
    }
  }

  private synchronized boolean isOver() {
    return over;
  }

  private void receive(HttpClientResponse response) {
    response.exceptionHandler(this::broke);
    if (response.statusCode() != OK) {
      refuse(Reason.NO_FILE, notAFile(response.statusCode()));
    } else if (declaredLength(response) > maxBytes) {
      refuse(Reason.TOO_LARGE, tooLarge());
    } else {
      response.handler(this::append);
      response.endHandler(end -> emitter.complete(content.getBytes()));
    }
  }

  private void append(Buffer part) {
    if (isOver()) {
      return;
    }
    if (content.length() + (long) part.length() > maxBytes) {
      refuse(Reason.TOO_LARGE, tooLarge());
    } else {
      content.appendBuffer(part);
    }
  }

  private void refuse(Reason reason, String message) {
    abandon();
    emitter.fail(new FetchException(reason, message));
  }

  private String notAFile(int status) {
    return status >= 300 && status < 400
        ? "The host %s redirects (%d), which is not followed".formatted(host, status)
        : "The host %s answered %d".formatted(host, status);
  }

  private String tooLarge() {
    return "The file of the URL has more than %d bytes".formatted(maxBytes);
  }

  private static long declaredLength(HttpClientResponse response) {
    try {
      String length = response.getHeader(HttpHeaders.CONTENT_LENGTH);
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
