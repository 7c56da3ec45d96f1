package dev.quire.api.intake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.problem.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;

/** Answers a request before its endpoint is looked for. */
final class EarlyRefusal {

  private final Vertx vertx;
  private final ObjectMapper json;

  EarlyRefusal(Vertx vertx, ObjectMapper json) {
    this.vertx = vertx;
    this.json = json;
  }

  /**
   * Answers with a problem.
   *
   * @param exchange not answered yet
   */
  void answer(RoutingContext exchange, Problem problem) {
    HttpServerResponse response = exchange.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response
        .setStatusCode(problem.status())
        .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE);
    RestOfBody.dropAfter(vertx, exchange);
    response.end(text(problem));
  }

  private String text(Problem problem) {
    try {
      return json.writeValueAsString(problem);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
