package dev.quire.api.inference;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Refuses paths and methods that the Open Inference Protocol does not have in the protocol's own
 * form, where its clients look for it; the framework would refuse them in the form of the rest of
 * the API. The protocol knows JSON alone, so it does not matter either what a client would rather
 * accept.
 */
@ApplicationScoped
public class InferenceRefusals {

  /** After the framework has found out who asks, and whether they may. */
  private static final int AFTER_AUTHORIZATION = 50;

  private static final int NOT_FOUND = 404;
  private static final int METHOD_NOT_ALLOWED = 405;

  private final ObjectMapper json;

  InferenceRefusals(ObjectMapper json) {
    this.json = json;
  }

  void install(@Observes Filters filters) {
    filters.register(this::check, AFTER_AUTHORIZATION);
  }

  private void check(RoutingContext exchange) {
    String path = exchange.normalizedPath();
    if (!InferencePaths.contains(path)) {
      exchange.next();
      return;
    }
    Optional<List<String>> methods = InferencePaths.methods(path);
    String method = exchange.request().method().name();
    if (methods.isEmpty()) {
      refuse(exchange.response(), NOT_FOUND, "There is nothing at " + path);
    } else if (!methods.get().contains(method)) {
      String allowed = String.join(", ", methods.get());
      refuse(
          exchange.response().putHeader(HttpHeaders.ALLOW, allowed),
          METHOD_NOT_ALLOWED,
          "%s is not offered at %s, but %s".formatted(method, path, allowed));
    } else {
      exchange.request().headers().remove(HttpHeaders.ACCEPT);
      exchange.next();
    }
  }

  private void refuse(HttpServerResponse response, int status, String error) {
    try {
      response
          .setStatusCode(status)
          .putHeader(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
          .end(json.writeValueAsString(Map.of("error", error)));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
