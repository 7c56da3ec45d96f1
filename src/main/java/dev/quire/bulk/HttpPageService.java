package dev.quire.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Asks a running service's {@code POST /v1/layout}. A picture is asked for as such; of a document
 * the whole file is sent for each of its windows, and its pages are heard line by line as the
 * service finishes them, so that they are drawn exactly as the service draws them.
 */
final class HttpPageService implements PageService {

  private static final String PATH = "/v1/layout";
  private static final String JSON_TYPE = "application/json";
  private static final String NDJSON_TYPE = "application/x-ndjson";
  private static final String PROBLEM_TYPE = "application/problem+json";
  private static final String INVALID_PARAMETER = "urn:quire:problem:invalid-parameter";
  private static final int SHOWN_BYTES = 200;

  /**
   * From so many bytes on the service is asked whether it wants them. One that has no room says so
   * and hangs up, and who is sending meanwhile may lose the answer with the connection.
   */
  private static final int LARGE_BODY = 1 << 20;

  private static final int EXPECTATION_FAILED = 417;

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the same page may answer differently the next time. */
  private static final List<String> PASSING = List.of("timing", "device", "batch_size");

  private final HttpClient http;
  private final ServiceAddress address;
  private final ScheduledExecutorService loop;
  private final Duration silence;
  private final boolean withTiming;

  /** Until a service or a proxy shows that it does not know such questions. */
  private volatile boolean mayExpect = true;

  /**
   * @param loop a single thread, on which everything is heard
   * @param silence how long the service may send nothing while it is asked
   * @param withTiming keeps the parts of results that differ from run to run
   */
  HttpPageService(
      ServiceAddress address, ScheduledExecutorService loop, Duration silence, boolean withTiming) {
    this.address = address;
    this.loop = loop;
    this.silence = silence;
    this.withTiming = withTiming;
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
    CompletableFuture<HttpResponse<String>> exchange =
        http.sendAsync(request(piece), handler(piece, watch, answers));
    watch.begin(exchange);
    return exchange.handleAsync(
        (response, failure) -> {
          watch.end();
          return failure == null ? reply(piece, response, answers) : reply(failure);
        },
        loop);
  }

  private HttpRequest request(Chunk piece) {
    Optional<String> pages =
        piece instanceof Chunk.Window window ? Optional.of(window.selection()) : Optional.empty();
    String accepted = piece instanceof Chunk.Picture ? JSON_TYPE : NDJSON_TYPE;
    return address
        .request(PATH, pages)
        .setHeader("Content-Type", piece.type().mediaType())
        .setHeader("Accept", accepted + ", " + PROBLEM_TYPE + ";q=0.9")
        .expectContinue(piece.body().length >= LARGE_BODY && mayExpect)
        .POST(body(piece.body()))
        .build();
  }

  /** Its pieces are read as they are sent; otherwise all would be copied at once. */
  private static BodyPublisher body(byte[] bytes) {
    return BodyPublishers.fromPublisher(
        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes)), bytes.length);
  }

  /** Lines are heard one by one; whatever else there is comes as a whole. */
  private BodyHandler<String> handler(Chunk piece, Watch watch, Consumer<Answer> answers) {
    return response -> {
      watch.heard();
      return response.statusCode() == 200 && !(piece instanceof Chunk.Picture)
          ? BodySubscribers.fromLineSubscriber(
              new Lines(line -> answers.accept(answer(object(line))), watch),
              lines -> "",
              StandardCharsets.UTF_8,
              "\n")
          : BodySubscribers.ofString(StandardCharsets.UTF_8);
    };
  }

  private Reply reply(Chunk piece, HttpResponse<String> response, Consumer<Answer> answers) {
    int status = response.statusCode();
    try {
      if (status == 200) {
        if (piece instanceof Chunk.Picture) {
          ObjectNode result = object(response.body());
          answers.accept(new Answer.LaidOut(Chunk.Picture.PAGE, lasting(result)));
        }
        return new Reply.Complete();
      }
    } catch (UnreadableAnswerException e) {
      return new Reply.Failed(Problems.noAnswer(e.getMessage()), Optional.empty());
    }
    boolean explained = isProblem(response);
    ObjectNode problem = explained ? object(response.body()) : Problems.ofStatus(status);
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
        if (status < 400 || isOfTheJob(piece, problem)) {
          yield rejected(status, problem);
        }
        yield Problems.isPassing(status)
            ? new Reply.Failed(problem, retryAfter)
            : new Reply.Refused(problem);
      }
    };
  }

  /** A picture is asked for with the job's parameters and no other. */
  private static boolean isOfTheJob(Chunk piece, ObjectNode problem) {
    return piece instanceof Chunk.Picture
        && problem.path("type").asText().equals(INVALID_PARAMETER);
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

  private static boolean isProblem(HttpResponse<String> response) {
    boolean declared =
        response
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.contains("json"))
            .isPresent();
    try {
      return declared && object(response.body()).hasNonNull("type");
    } catch (UnreadableAnswerException e) {
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

  private Answer answer(ObjectNode line) {
    int page = line.path("page").asInt();
    return line.get("error") instanceof ObjectNode problem
        ? new Answer.Faulty(page, problem)
        : new Answer.LaidOut(page, lasting(line));
  }

  /** The page's number stands beside the result already. */
  private ObjectNode lasting(ObjectNode result) {
    result.remove("page");
    return withTiming ? result : result.remove(PASSING);
  }

  private static ObjectNode object(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      // said below
    }
    String shown = text.length() <= SHOWN_BYTES ? text : text.substring(0, SHOWN_BYTES) + "…";
    throw new UnreadableAnswerException("Its answer is no JSON object: '%s'".formatted(shown));
  }

  /** What was answered makes no sense. */
  private static final class UnreadableAnswerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    UnreadableAnswerException(String message) {
      super(message);
    }
  }

  /** Takes lines as fast as they come: a page's answer is small beside its page. */
  private record Lines(Consumer<String> consumer, Watch watch) implements Flow.Subscriber<String> {

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(String line) {
      watch.heard();
      if (!line.isBlank()) {
        consumer.accept(line);
      }
    }

    @Override
    public void onError(Throwable failure) {
      // the exchange fails with it
    }

    @Override
    public void onComplete() {
      // the exchange ends with it
    }
  }

  /** Ends an exchange in which nothing is heard for too long. */
  private final class Watch {

    private volatile long last = System.nanoTime();
    private ScheduledFuture<?> check;

    void heard() {
      last = System.nanoTime();
    }

    void begin(CompletableFuture<?> exchange) {
      long period = Math.max(1, silence.toNanos() / 4);
      check =
          loop.scheduleAtFixedRate(
              () -> {
                if (System.nanoTime() - last > silence.toNanos()) {
                  exchange.cancel(true);
                }
              },
              period,
              period,
              TimeUnit.NANOSECONDS);
    }

    void end() {
      check.cancel(false);
    }
  }
}
