package dev.quire.api;

import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.queue.Priority;
import dev.quire.queue.Terms;
import dev.quire.queue.TraceContext;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What a request says about itself in its headers: {@value #TIMEOUT} shortens the time it may take,
 * {@value #PRIORITY} is {@code interactive} or {@code bulk}. The client that shares the devices
 * with others is the one that the service knows; where it knows nobody, the one named by {@value
 * #API_KEY}, else by {@value #CLIENT}, else the address.
 */
public final class RequestTerms {

  public static final String TIMEOUT = "X-Timeout-Ms";
  public static final String PRIORITY = "X-Priority";
  public static final String API_KEY = "X-API-Key";
  public static final String CLIENT = "X-Client-Id";

  private static final int MOST_CLIENT_CHARACTERS = 256;

  private final Duration longest;
  private final Supplier<Optional<String>> caller;
  private final Supplier<Optional<TraceContext>> trace;

  /**
   * @param longest how long a request may take that asks for nothing, or for more
   * @param caller the name of the client that the request comes from that is handled on the calling
   *     thread, if the service knows it
   * @param trace where that request is traced, if it is
   */
  public RequestTerms(
      Duration longest, Supplier<Optional<String>> caller, Supplier<Optional<TraceContext>> trace) {
    this.longest = longest;
    this.caller = caller;
    this.trace = trace;
  }

  /**
   * The terms of a request, asked for on the thread that handles it.
   *
   * @throws ProblemException if a header makes no sense
   */
  public Terms of(HttpServerRequest request) {
    return of(request, Priority.INTERACTIVE);
  }

  /**
   * The terms of a document's pages: a reader waits for the first, and single pages should not wait
   * for the others. So these are bulk unless the request says otherwise.
   *
   * @throws ProblemException if a header makes no sense
   */
  public DocumentTerms ofDocument(HttpServerRequest request) {
    return new DocumentTerms(of(request, Priority.INTERACTIVE), of(request, Priority.BULK));
  }

  private Terms of(HttpServerRequest request, Priority usual) {
    return new Terms(
        caller.get().orElseGet(() -> client(request)),
        priority(request, usual),
        timeout(request),
        trace.get());
  }

  private Duration timeout(HttpServerRequest request) {
    String wanted = request.getHeader(TIMEOUT);
    if (wanted == null) {
      return longest;
    }
    try {
      long millis = Long.parseLong(wanted.trim());
      if (millis > 0) {
        return millis < longest.toMillis() ? Duration.ofMillis(millis) : longest;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new ProblemException(
        ProblemType.INVALID_PARAMETER,
        TIMEOUT + " must be a whole number of milliseconds from 1, not '" + wanted + "'");
  }

  private static Priority priority(HttpServerRequest request, Priority usual) {
    String wanted = request.getHeader(PRIORITY);
    if (wanted == null) {
      return usual;
    }
    return switch (wanted.trim().toLowerCase(Locale.ROOT)) {
      case "interactive" -> Priority.INTERACTIVE;
      case "bulk" -> Priority.BULK;
      default ->
          throw new ProblemException(
              ProblemType.INVALID_PARAMETER,
              PRIORITY + " must be interactive or bulk, not '" + wanted + "'");
    };
  }

  /** The client that a request names itself, for a service that knows nobody. */
  public static String client(HttpServerRequest request) {
    String key = request.getHeader(API_KEY);
    if (key != null) {
      return "key:" + shortened(key);
    }
    String name = request.getHeader(CLIENT);
    if (name != null) {
      return "name:" + shortened(name);
    }
    SocketAddress address = request.remoteAddress();
    return "address:" + (address == null ? "" : address.hostAddress());
  }

  private static String shortened(String text) {
    return text.length() <= MOST_CLIENT_CHARACTERS
        ? text
        : text.substring(0, MOST_CLIENT_CHARACTERS);
  }
}
