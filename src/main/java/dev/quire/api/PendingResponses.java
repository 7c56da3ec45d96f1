package dev.quire.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemType;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.quarkus.vertx.http.runtime.filters.QuarkusRequestWrapper;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Knows the requests that have no whole answer yet, in whatever phase they are, and tells them the
 * last word when the service stops. Thread-safe.
 */
@ApplicationScoped
public class PendingResponses {

  /** Before all other filters, so that every request is registered. */
  private static final int FIRST = 1_000_000;

  private static final String LINES = "application/x-ndjson";

  private final Set<RoutingContext> open = ConcurrentHashMap.newKeySet();
  private final Problem problem = ProblemType.SHUTTING_DOWN.because("Ask another instance");
  private final String whole;
  private final String line;

  PendingResponses(ObjectMapper json) throws JsonProcessingException {
    whole = json.writeValueAsString(problem);
    line = json.writeValueAsString(Map.of("error", problem)) + "\n";
  }

  void install(@Observes Filters filters) {
    filters.register(this::enter, FIRST);
  }

  private void enter(RoutingContext exchange) {
    open.add(exchange);
    // the only handler of a request's end that nobody after this replaces with their own
    QuarkusRequestWrapper.get(exchange.request())
        .addRequestDoneHandler(done -> open.remove(exchange));
    exchange.next();
  }

  /** Ends the streams that have no end of their own. */
  public void endEndlessStreams() {
    onEach(
        response -> {
          if (isOf(response, MediaType.SERVER_SENT_EVENTS)) {
            response.end();
          }
        });
  }

  /**
   * Ends everything that is left: what has no answer yet with 503, a stream of lines with the
   * problem as its last line, and what has no place for one by the end of its connection or stream.
   *
   * @return how many requests were left
   */
  public int say() {
    int left = open.size();
    onEach(this::end);
    return left;
  }

  private void onEach(Consumer<HttpServerResponse> step) {
    for (RoutingContext exchange : open) {
      // answers belong to the event loops of their connections
      ((ConnectionBase) exchange.request().connection())
          .channel()
          .eventLoop()
          .execute(
              () -> {
                HttpServerResponse response = exchange.response();
                if (!response.ended() && !response.closed()) {
                  if (!response.headWritten()
                      && exchange.request().version() != HttpVersion.HTTP_2) {
                    response.putHeader(HttpHeaders.CONNECTION, HttpHeaderValues.CLOSE);
                  }
                  step.accept(response);
                }
              });
    }
  }

  private void end(HttpServerResponse response) {
    if (!response.headWritten()) {
      response
          .setStatusCode(problem.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
          .putHeader(HttpHeaders.RETRY_AFTER, "1")
          .end(whole);
    } else if (isOf(response, LINES)) {
      response.end(line);
    } else {
      response.reset();
    }
  }

  private static boolean isOf(HttpServerResponse response, String mediaType) {
    String type = response.headers().get(HttpHeaders.CONTENT_TYPE);
    return response.headWritten() && type != null && type.startsWith(mediaType);
  }
}
