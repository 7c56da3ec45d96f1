package dev.quire.api.intake;

import dev.quire.api.RequestTerms;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.memory.RequestMemory;
import dev.quire.memory.Stage;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.InputStream;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;

/**
 * Takes in the body of a request once its endpoint is found, in the framework's place: within the
 * limit, within the memory that requests may hold, and in time. What is refused comes to the
 * endpoint as a failure to read its argument, so that each API answers in its own words.
 */
public class BodyIntake {

  /** Where {@link ReceivedBodyReader} finds the body. */
  static final String BODY = "quire.body";

  /** Where it finds why there is none. */
  static final String REFUSAL = "quire.body.refusal";

  private static final int MOST_ENCODING_CHARACTERS = 40;

  private static final Set<HttpMethod> WITH_BODY =
      Set.of(HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH);

  private final Vertx vertx;
  private final RequestMemory memory;
  private final IntakeLimits limits;

  BodyIntake(Vertx vertx, RequestMemory memory, IntakeLimits limits) {
    this.vertx = vertx;
    this.memory = memory;
    this.limits = limits;
  }

  /**
   * Takes the body in.
   *
   * @return completes when it is there or refused
   */
  @ServerRequestFilter(nonBlocking = true)
  public Uni<Void> take(ResteasyReactiveContainerRequestContext context) {
    RoutingContext exchange =
        ((ResteasyReactiveRequestContext) context.getServerRequestContext())
            .serverRequest()
            .unwrap(RoutingContext.class);
    HttpServerRequest request = exchange.request();
    if (request.isEnded() || !WITH_BODY.contains(request.method())) {
      return Uni.createFrom().voidItem();
    }
    Optional<String> encoding = encoding(request);
    // the framework reads no body where there is a stream
    context.setEntityStream(InputStream.nullInputStream());
    if (encoding.isPresent()) {
      refuse(exchange, encoding.get());
      return Uni.createFrom().voidItem();
    }
    OptionalLong declared = DeclaredLength.of(request);
    BodyCost cost = BodyCost.of(request.getHeader(HttpHeaders.CONTENT_TYPE));
    int factor = declared.isPresent() ? 1 : BodyCost.UNDECLARED_FACTOR;
    long most = most(cost, factor);
    return Uni.createFrom()
        .emitter(
            emitter ->
                new BodyReading(
                        vertx,
                        exchange,
                        timeout(request),
                        memory.heap().open(client(exchange), Stage.BODY),
                        factor,
                        most,
                        emitter)
                    .begin(declared));
  }

  /** Most bytes of a body for which there will ever be room. */
  private long most(BodyCost cost, int factor) {
    long received = memory.heap().ceiling(Stage.BODY) / factor;
    long read =
        cost.copies() == 0 ? Long.MAX_VALUE : memory.heap().ceiling(Stage.WORK) / cost.copies();
    return Math.min(limits.maxBytes(), Math.min(received, read));
  }

  private void refuse(RoutingContext exchange, String encoding) {
    // RFC 9110, 15.5.16: which encodings would have been taken
    exchange.response().putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
    RestOfBody.dropAfter(vertx, exchange);
    exchange.put(
        REFUSAL,
        new ProblemException(
            ProblemType.UNSUPPORTED_ENCODING,
            "Send the body as it is, without Content-Encoding: " + encoding));
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

  /** The request's own time, if that is shorter; a header that cannot be read is refused later. */
  private BodyTimeout timeout(HttpServerRequest request) {
    BodyTimeout longest = new BodyTimeout(limits.timeout(), false, limits.memoryWait());
    try {
      String wanted = request.getHeader(RequestTerms.TIMEOUT);
      long millis = wanted == null ? 0 : Long.parseLong(wanted.strip());
      return millis > 0 && millis < limits.timeout().toMillis()
          ? new BodyTimeout(Duration.ofMillis(millis), true, limits.memoryWait())
          : longest;
    } catch (NumberFormatException e) {
      return longest;
    }
  }

  static ProblemException tooLarge(long most) {
    return new ProblemException(
        ProblemType.BODY_TOO_LARGE, "At most " + most + " bytes are accepted");
  }

  private static String client(RoutingContext exchange) {
    return exchange.user() instanceof QuarkusHttpUser user
            && !user.getSecurityIdentity().isAnonymous()
        ? user.getSecurityIdentity().getPrincipal().getName()
        : RequestTerms.client(exchange.request());
  }
}
