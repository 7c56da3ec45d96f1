package dev.quire.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.core.MediaType;

/**
 * Takes a body whose media type is not told, or cannot be read, for bytes of no known kind (RFC
 * 9110, 8.3), which endpoints refuse that care. The framework would choose any of an endpoint's
 * methods for the one, and take the other for a fault of the service.
 */
@ApplicationScoped
public class ContentTypes {

  /** After the body's limit, before the framework looks for the endpoint. */
  private static final int SECOND = 9_000;

  void install(@Observes Filters filters) {
    filters.register(this::check, SECOND);
  }

  private void check(RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    if (request.method().equals(HttpMethod.POST)
        && !isMediaType(request.getHeader(HttpHeaders.CONTENT_TYPE))) {
      request.headers().set(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_OCTET_STREAM);
    }
    exchange.next();
  }

  private static boolean isMediaType(String text) {
    try {
      // the framework's own parser, with its own idea of what can be read
      return text != null && MediaType.valueOf(text) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
