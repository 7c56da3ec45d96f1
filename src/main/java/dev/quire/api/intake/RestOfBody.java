package dev.quire.api.intake;

import io.netty.handler.codec.http.HttpHeaderValues;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * The rest of a body that is not wanted. A client that still sends would lose its answer if the
 * connection closed under it (RFC 9112, 9.6), so the rest is read for a while and dropped. By
 * HTTP/1.1 the connection closes then, by HTTP/2 only the stream ends.
 */
final class RestOfBody {

  /** How long it is read. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /** And how much of it: more than the default limit of bodies. */
  private static final long MOST_BYTES = 64L << 20;

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final Runnable end;
  private long timer = -1;
  private long dropped;
  private boolean over;

  private RestOfBody(Vertx vertx, HttpServerRequest request, Runnable end) {
    this.vertx = vertx;
    this.request = request;
    this.end = end;
  }

  /** Drops it once the exchange is answered, which it is not yet. */
  static void dropAfter(Vertx vertx, RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    if (request.isEnded()) {
      return;
    }
    Runnable end;
    if (request.version() == HttpVersion.HTTP_2) {
      end = () -> exchange.response().reset(0);
    } else {
      exchange.response().putHeader(HttpHeaders.CONNECTION, HttpHeaderValues.CLOSE);
      end = () -> request.connection().close();
    }
    RestOfBody rest = new RestOfBody(vertx, request, end);
    exchange.addEndHandler(answered -> rest.drop());
  }

  private void drop() {
    if (request.isEnded()) {
      end();
      return;
    }
    timer = vertx.setTimer(LONGEST.toMillis(), id -> end());
    request.pause();
    request.exceptionHandler(failure -> end());
    request.endHandler(all -> end());
    request.handler(
        chunk -> {
          dropped += chunk.length();
          if (dropped > MOST_BYTES) {
            end();
          }
        });
    request.resume();
  }

  private void end() {
    if (!over) {
      over = true;
      vertx.cancelTimer(timer);
      end.run();
    }
  }
}
