package dev.quire.api.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Refuses bodies whose declared length is over the limit, whatever path they go to. It stands
 * behind the door, so that nothing is said to those who may not pass, and behind what sets CORS
 * headers, so that browsers can read a refusal; the framework's own check of the length comes
 * later.
 */
@ApplicationScoped
public class BodyLimit {

  /** After Quarkus's filters: CORS has 300, authentication 200, authorization 100. */
  private static final int PRIORITY = 50;

  private final IntakeLimits limits;
  private final EarlyRefusal refusal;

  BodyLimit(Vertx vertx, IntakeLimits limits, ObjectMapper json) {
    this.limits = limits;
    this.refusal = new EarlyRefusal(vertx, json);
  }

  void install(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext exchange) {
    if (DeclaredLength.of(exchange.request()).orElse(0) > limits.maxBytes()) {
      refusal.answer(exchange, BodyIntake.tooLarge(limits.maxBytes()).problem());
    } else {
      exchange.next();
    }
  }
}
