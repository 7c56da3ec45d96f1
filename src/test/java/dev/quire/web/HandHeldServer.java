package dev.quire.web;

import com.microsoft.playwright.Page;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A server whose answers a test holds in its hand: it sends them piece by piece, as they are
 * wanted, and can let a connection break.
 */
final class HandHeldServer implements AutoCloseable {

  private static final long PATIENCE_SECONDS = 20;

  private final Queue<Exchange> exchanges = new ConcurrentLinkedQueue<>();
  private final Vertx vertx = Vertx.vertx();
  private final HttpServer server;

  HandHeldServer() {
    server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request
                        .body()
                        .onSuccess(body -> exchanges.add(new Exchange(request, body.length()))))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
  }

  /** Where it can be asked. */
  String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  /**
   * The next question, for which it waits a while.
   *
   * @param page who asks; what it does to requests on their way happens while it is waited for
   */
  Exchange next(Page page) {
    page.waitForCondition(
        () -> !exchanges.isEmpty(),
        new Page.WaitForConditionOptions().setTimeout(1000 * PATIENCE_SECONDS));
    return exchanges.remove();
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** A question and its answer. */
  static final class Exchange {

    private final HttpServerRequest request;
    private final int bodyLength;
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    private Exchange(HttpServerRequest request, int bodyLength) {
      this.request = request;
      this.bodyLength = bodyLength;
      request.connection().closeHandler(nothing -> left.complete(null));
    }

    String uri() {
      return request.uri();
    }

    String header(String name) {
      return request.getHeader(name);
    }

    int bodyLength() {
      return bodyLength;
    }

    /** Sends an answer's head and keeps the body open. */
    void begin(String contentType) {
      request.response().setChunked(true).putHeader("Content-Type", contentType).writeHead();
    }

    void send(String text) {
      response().write(text);
    }

    void end() {
      response().end();
    }

    /** Lets the connection break. */
    void cut() {
      request.connection().close();
    }

    /** Waits a while for the asker to go away. */
    void awaitLeaving() throws Exception {
      left.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private HttpServerResponse response() {
      return request.response();
    }
  }
}
