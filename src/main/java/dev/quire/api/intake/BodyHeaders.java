package dev.quire.api.intake;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.problem.ProblemType;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.Set;

/**
 * Refuses bodies by what their headers say, whatever path they go to: longer than the limit, or in
 * an encoding. It stands behind the door, so that nothing is said to those who may not pass, and
 * behind what sets CORS headers, so that browsers can read a refusal; the framework's own check of
 * the length comes later.
 */
@ApplicationScoped
public class BodyHeaders {

  /** After Quarkus's filters: CORS has 300, authentication 200, authorization 100. */
  private static final int PRIORITY = 50;

  private static final int MOST_ENCODING_CHARACTERS = 40;

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final IntakeLimits limits;
  private final EarlyRefusal refusal;

  BodyHeaders(Vertx vertx, IntakeLimits limits, ObjectMapper json) {
    this.limits = limits;
    this.refusal = new EarlyRefusal(vertx, json);
  }

  void install(@Observes Filters filters) {
    filters.register(this::check, PRIORITY);
  }

  private void check(RoutingContext exchange) {
    HttpServerRequest request = exchange.request();
    Optional<String> encoding = encoding(request);
    if (DeclaredLength.of(request).orElse(0) > limits.maxBytes()) {
      refusal.answer(exchange, BodyIntake.tooLarge(limits.maxBytes()));
    } else if (WITH_BODY.contains(request.method()) && encoding.isPresent()) {
      // RFC 9110, 15.5.16: which encodings would have been taken
      exchange.response().putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
      refusal.answer(
          exchange,
          ProblemType.UNSUPPORTED_ENCODING.because(
              "Send the body as it is, without Content-Encoding: " + encoding.get()));
    } else {
      exchange.next();
    }
  }

  /** A content encoding other than none; shortened, since it is said back. */
  private static Optional<String> encoding(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader(HttpHeaders.CONTENT_ENCODING))
        .map(String::strip)
        .filter(encoding -> !encoding.isEmpty() && !encoding.equalsIgnoreCase("identity"))
        .map(
            encoding ->
                encoding.substring(0, Math.min(encoding.length(), MOST_ENCODING_CHARACTERS)));
  }
}
