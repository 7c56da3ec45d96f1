package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.RetryAfter;
import dev.quire.client.ServiceAddress;
import java.io.ByteArrayInputStream;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Asks a running service. Nothing blocks; everything is heard on one thread. */
final class HttpPageService implements PageService {

  private static final String PROBLEM_TYPE = "application/problem+json";

  /**
   * From so many bytes on the service is asked whether it wants them. One that has no room says so
   * and hangs up, and who is sending meanwhile may lose the answer with the connection.
   */
  private static final int LARGE_BODY = 1 << 20;

  private static final int OK = 200;
  private static final int EXPECTATION_FAILED = 417;

  private final HttpClient http;
  private final ServiceAddress address;
  private final Endpoint endpoint;
  private final ScheduledExecutorService loop;
  private final Duration silence;

  /** Until a service or a proxy shows that it does not know such questions. */
  private volatile boolean mayExpect = true;

  /**
   * @param endpoint what is asked for
   * @param loop a single thread, on which everything is heard
   * @param silence how long the service may send nothing while it is asked
   */
  HttpPageService(
      ServiceAddress address, Endpoint endpoint, ScheduledExecutorService loop, Duration silence) {
    this.address = address;
    this.endpoint = endpoint;
    this.loop = loop;
    this.silence = silence;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .executor(loop)
            .build();
  }

  @Override
  public CompletableFuture<Reply> ask(Chunk piece, Consumer<Answer> answers) {
    Watch watch = new Watch();
    CompletableFuture<HttpResponse<Heard>> exchange =
        http.sendAsync(request(piece), handler(piece, watch, watch.whileOn(answers)));
    watch.begin(exchange);
    return exchange.handleAsync(
        (response, failure) -> {
          watch.end();
          return failure == null ? reply(piece, response) : reply(failure);
        },
        loop);
  }

  private HttpRequest request(Chunk piece) {
    return endpoint
        .request(address, piece)
        .setHeader("Content-Type", piece.type().mediaType())
        .setHeader("Accept", endpoint.accepted(piece) + ", " + PROBLEM_TYPE + ";q=0.9")
        .expectContinue(piece.body().length >= LARGE_BODY && mayExpect)
        .POST(body(piece.body()))
        .build();
  }

  /** Its pieces are read as they are sent; otherwise all would be copied at once. */
  private static BodyPublisher body(byte[] bytes) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)), bytes.length);
  }

  /** Whatever is no answer comes as a whole. */
  private BodyHandler<Heard> handler(Chunk piece, Watch watch, Consumer<Answer> answers) {
    return response -> {
      watch.heard();
      return response.statusCode() == OK
          ? BodySubscribers.mapping(
              endpoint.receive(piece, response.headers(), answers, watch::heard),
              reply -> new Heard("", reply))
          : BodySubscribers.mapping(
              BodySubscribers.ofString(StandardCharsets.UTF_8), text -> new Heard(text, null));
    };
  }

  /**
   * The body of a response.
   *
   * @param text if it is no answer
   * @param reply what became of the answer, if it is one
   */
  private record Heard(String text, Reply reply) {}

  private Reply reply(Chunk piece, HttpResponse<Heard> response) {
    int status = response.statusCode();
    if (status == OK) {
      return response.body().reply();
    }
    boolean explained = isProblem(response);
    ObjectNode problem =
        explained ? AnswerJson.object(response.body().text()) : Problems.ofStatus(status);
    Optional<Duration> retryAfter =
        response
            .headers()
            .firstValue("Retry-After")
            .flatMap(value -> RetryAfter.parse(value, Clock.systemUTC().instant()));
    return switch (status) {
      case EXPECTATION_FAILED -> {
        mayExpect = false;
        yield new Reply.Failed(problem, retryAfter);
      }
      case 429, 503 -> new Reply.Busy(told(status, problem), retryAfter);
      case 401, 403, 404, 405, 406, 407 -> rejected(status, problem);
      case 502, 504 ->
          // without a problem it comes from a gateway that has nobody behind it
          explained
              ? new Reply.Failed(problem, retryAfter)
              : new Reply.Unreachable(told(status, problem));
      default -> {
        if (status < 400 || endpoint.isOfTheJob(piece, problem)) {
          yield rejected(status, problem);
        }
        yield Problems.isPassing(status)
            ? new Reply.Failed(problem, retryAfter)
            : new Reply.Refused(problem);
      }
    };
  }

  private Reply rejected(int status, ObjectNode problem) {
    return new Reply.Rejected(
        "%s does not take the job: %s".formatted(address.base(), told(status, problem)));
  }

  private static String told(int status, ObjectNode problem) {
    String title = problem.path("title").asText();
    String detail = problem.path("detail").asText();
    String text = detail.isEmpty() ? title : title + "; " + detail;
    return title.startsWith("HTTP ") ? text : "%d, %s".formatted(status, text);
  }

  private static boolean isProblem(HttpResponse<Heard> response) {
    boolean declared =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.contains("json"))
            .isPresent();
    try {
      return declared && AnswerJson.object(response.body().text()).hasNonNull("type");
    } catch (AnswerJson.UnreadableAnswerException e) {
      return false;
    }
  }

  private Reply reply(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    if (cause instanceof ConnectException
        || cause instanceof HttpConnectTimeoutException
        || cause instanceof UnknownHostException) {
      return new Reply.Unreachable("Nobody answers at %s".formatted(address.base()));
    }
    if (cause instanceof CancellationException) {
      // a proxy may wait for the body that waits for the proxy
      mayExpect = false;
    }
    String why =
        cause instanceof CancellationException
            ? "It sent nothing for %d s".formatted(silence.toSeconds())
            : String.valueOf(cause.getMessage());
    return new Reply.Failed(Problems.noAnswer(why), Optional.empty());
  }

  /** Ends an exchange in which nothing is heard for too long. */
  private final class Watch {

    private volatile long last = System.nanoTime();
    private volatile boolean over;
    private ScheduledFuture<?> check;

    void heard() {
      last = System.nanoTime();
    }

    /** Who was given up on may go on for a moment; that is not to be mixed with the next answer. */
    Consumer<Answer> whileOn(Consumer<Answer> answers) {
      return answer -> {
        if (!over) {
          answers.accept(answer);
        }
      };
    }

    void begin(CompletableFuture<?> exchange) {
      long period = Math.max(1, silence.toNanos() / 4);
      check =
          loop.scheduleAtFixedRate(
              () -> {
                if (System.nanoTime() - last > silence.toNanos()) {
                  over = true;
                  exchange.cancel(true);
                }
              },
              period,
              period,
              TimeUnit.NANOSECONDS);
    }

    void end() {
      over = true;
      check.cancel(false);
    }
  }
}
