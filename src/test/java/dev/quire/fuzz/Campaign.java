package dev.quire.fuzz;

import static org.junit.jupiter.api.Assertions.fail;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Sends many inputs to a running service, several at a time, and judges every answer. */
final class Campaign {

  private static final int AT_ONCE = 12;
  private static final int ENOUGH_FINDINGS = 100;
  private static final int HUNG_UP = 0;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int SLOWEST = 5;
  private static final int SHOWN_BYTES = 240;
  private static final int SHOWN_CHARACTERS = 400;

  private final String name;
  private final Replay replay;
  private final URI service;
  private final HttpClient http = client();

  /** Its connections are hung up on, which may meet whoever takes them next. */
  private final HttpClient oversized = client();

  private final Semaphore places = new Semaphore(AT_ONCE);
  private final Queue<Finding> findings = new ConcurrentLinkedQueue<>();
  private final Map<Integer, Integer> answers = new ConcurrentSkipListMap<>();
  private final Map<Integer, Long> millis = new ConcurrentHashMap<>();

  private record Finding(int input, Ask ask, String what, String answer) {

    /** Without what is different each time. */
    String kind() {
      return what.replaceAll("\\p{XDigit}{8}-[-\\p{XDigit}]{27}", "").replaceAll("\\d+", "0");
    }
  }

  /**
   * @param name of the test, {@code CLASS#METHOD}
   * @param service its base address
   */
  Campaign(String name, Replay replay, URI service) {
    this.name = name;
    this.replay = replay;
    this.service = service;
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  }

  /**
   * Sends the inputs; fails with all that was found, and how to see it again.
   *
   * @return how many answers had which status
   */
  Map<Integer, Integer> run(Asks asks) throws InterruptedException {
    int end = replay.first() + replay.inputs();
    System.out.printf("Fuzzing: %s%n", replay.of(name, replay.first(), replay.inputs()));
    for (int i = replay.first(); i < end && findings.size() < ENOUGH_FINDINGS; i++) {
      Ask ask = asks.next(Dice.of(replay.seed(), i));
      places.acquire();
      send(i, ask);
    }
    places.acquire(AT_ONCE);
    places.release(AT_ONCE);
    System.out.printf(
        "Fuzzing: answers of %s by status: %s; the slowest are %s%n", name, answers, slowest());
    if (!findings.isEmpty()) {
      fail(report());
    }
    return answers;
  }

  private void send(int input, Ask ask) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(service.resolve(ask.target()))
            .timeout(replay.patience())
            .POST(BodyPublishers.ofByteArray(ask.body()));
    if (!ask.headers().isEmpty()) {
      request.headers(ask.headers().toArray(String[]::new));
    }
    long start = System.nanoTime();
    (ask.isOversized() ? oversized : http)
        .sendAsync(request.build(), BodyHandlers.ofByteArray())
        .whenComplete(
            (response, failure) -> {
              try {
                millis.put(input, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start));
                judge(input, ask, response, failure);
              } finally {
                places.release();
              }
            });
  }

  private void judge(int input, Ask ask, HttpResponse<byte[]> response, Throwable failure) {
    if (failure != null && ask.isOversized()) {
      answers.merge(HUNG_UP, 1, Integer::sum);
      return;
    }
    if (failure != null) {
      findings.add(new Finding(input, ask, "no answer: " + failure, ""));
      return;
    }
    answers.merge(response.statusCode(), 1, Integer::sum);
    String mediaType = response.headers().firstValue("Content-Type").orElse("").split(";")[0];
    Answer answer = new Answer(response.statusCode(), mediaType, response.body(), ask.hurried());
    try {
      Answer.require(answer.mayEndIn(answer.status()), "a status that none may have");
      if (!(answer.isProtocols() && ask.isOversized())) {
        dialect(answer, ask).check(answer);
      }
    } catch (WrongAnswerException e) {
      String body = new String(response.body(), StandardCharsets.UTF_8);
      findings.add(
          new Finding(input, ask, response.statusCode() + ": " + e.getMessage(), shortened(body)));
    }
  }

  /** For those who look for what takes long: inputs and their milliseconds. */
  private String slowest() {
    return millis.entrySet().stream()
        .sorted(Map.Entry.<Integer, Long>comparingByValue().reversed())
        .limit(SLOWEST)
        .map(input -> "%d (%d ms)".formatted(input.getKey(), input.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** That nothing can be said in the language asked for is said before it is known by whom. */
  private static Dialect dialect(Answer answer, Ask ask) {
    return answer.status() == NOT_ACCEPTABLE ? Dialect.QUIRE : ask.dialect();
  }

  /** One of each kind, with how often it was found. */
  private String report() {
    Map<String, List<Finding>> kinds =
        findings.stream()
            .collect(
                Collectors.groupingBy(
                    finding -> finding.ask().dialect() + " " + finding.kind(),
                    TreeMap::new,
                    Collectors.toList()));
    return kinds.values().stream()
        .map(kind -> kind.size() + " × " + shown(kind.get(0)))
        .collect(Collectors.joining("\n\n", findings.size() + " findings\n", "\n"));
  }

  private String shown(Finding finding) {
    Ask ask = finding.ask();
    byte[] start = Arrays.copyOf(ask.body(), Math.min(SHOWN_BYTES, ask.body().length));
    return """
    %s
      input %d: POST %s
      headers: %s
      body: %d bytes, in Base64 %s
      answer: %s
      again: %s"""
        .formatted(
            finding.what(),
            finding.input(),
            shortened(ask.target()),
            shortened(ask.headers().toString()),
            ask.body().length,
            Base64.getEncoder().encodeToString(start),
            finding.answer(),
            replay.of(name, finding.input(), 1));
  }

  private static String shortened(String text) {
    return text.length() <= SHOWN_CHARACTERS ? text : text.substring(0, SHOWN_CHARACTERS) + "…";
  }
}
