package dev.quire.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemType;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses a body whose declared length is over the limit before a byte of it is read. The HTTP
 * server holds bodies of undeclared length to the same limit while it reads them.
 */
@ApplicationScoped
public class BodyLimit {

  /** Before the framework's own filters, whose refusal has no problem to read. */
  private static final int FIRST = 10_000;

  private final long maxBytes;
  private final ObjectMapper json;

  BodyLimit(
      @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize limit,
      ObjectMapper json) {
    this.maxBytes = limit.asLongValue();
    this.json = json;
  }

  void install(@Observes Filters filters) {
    filters.register(this::check, FIRST);
  }

  private void check(RoutingContext exchange) {
    if (declaredLength(exchange) > maxBytes) {
      refuse(exchange.response());
    } else {
      exchange.next();
    }
  }

  private static long declaredLength(RoutingContext exchange) {
    try {
      String length = exchange.request().getHeader(HttpHeaders.CONTENT_LENGTH);
      return length == null ? 0 : Long.parseLong(length);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private void refuse(HttpServerResponse response) {
    Problem problem =
        ProblemType.BODY_TOO_LARGE.because("At most " + maxBytes + " bytes are accepted");
    try {
      response
          .setStatusCode(problem.status())
          .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
          .putHeader(HttpHeaders.CONNECTION, HttpHeaderValues.CLOSE)
          .end(json.writeValueAsString(problem));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
