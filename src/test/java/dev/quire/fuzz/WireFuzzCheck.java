package dev.quire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.fuzz.Wire.End;
import dev.quire.fuzz.Wire.Heard;
import dev.quire.support.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand requests as bytes to the packaged service, by HTTP/1.1 and HTTP/2: fuzzed contents
 * in requests that are whole, and requests whose bytes or frames are damaged. No answer is a fault
 * of the service's, none is missing, the process lives and its log has no Java stack. And outcomes
 * are counted: of whole requests, {@code http_server_requests_seconds_count} grows by as many as
 * were sent, and by each status as often as it was heard. Of damaged bytes it is told how many
 * became requests; those that never did are counted nowhere but here.
 *
 * <p>Run by hand, after {@code ./mvnw -DskipTests package}, with {@code ./mvnw test
 * -Dtest=WireFuzzCheck}; {@code -Dwire.requests=10000}, {@code -Dwire.seed=17}, {@code
 * -Dwire.first=0} and {@code -Dwire.phase} to send some of one phase again.
 */
class WireFuzzCheck {

  private static final int REQUESTS = Integer.getInteger("wire.requests", 10_000);
  private static final long SEED = Long.getLong("wire.seed", 17);
  private static final int FIRST = Integer.getInteger("wire.first", 0);
  private static final String PHASE = System.getProperty("wire.phase", "");

  private static final int AT_ONCE = 8;
  private static final int WHOLE_PATIENCE_MILLIS = 90_000;

  /** The service waits for more of a damaged one, as it should, and the client does not. */
  private static final int DAMAGED_PATIENCE_MILLIS = 1_500;

  private static final int INTERNAL = 500;
  private static final int UNAVAILABLE = 503;
  private static final int GATEWAY_TIMEOUT = 504;
  private static final int MOST_SHOWN = 5;
  private static final String COUNT = "http_server_requests_seconds_count";

  private static final List<byte[]> PICTURES = Pictures.all();
  private static final List<byte[]> PDFS = PdfFiles.all();
  private static final String ODD_NAMES = "[^!#$%&'*+.^_`|~0-9A-Za-z-]";

  private final List<Asks> asks =
      List.of(
          new JsonAsks(all()),
          new QueryAsks(PICTURES, PDFS),
          new FileAsks(PICTURES, PDFS),
          new TextAsks());
  private final List<String> missed = Collections.synchronizedList(new ArrayList<>());
  private ServiceProcess service;

  private static List<byte[]> all() {
    List<byte[]> files = new ArrayList<>(PICTURES);
    files.addAll(PDFS);
    return files;
  }

  /** A way to send the input of a number. */
  private interface Way {
    Heard send(int input, Dice dice) throws IOException;
  }

  /** What a phase heard. */
  private record Outcome(Map<Integer, Integer> statuses, Map<End, Integer> ends) {}

  @Test
  void everyRequestEndsOnceAndIsCounted() throws Exception {
    System.out.printf("wire: %d requests from %d, seed %d%n", REQUESTS, FIRST, SEED);
    try (ServiceProcess started =
        ServiceProcess.start(
            "wire",
            List.of("-Xmx1g"),
            Map.of(
                "quire.models.layout.engine", "simulated",
                "quire.models.similarity.enabled", "true",
                "quire.devices", "gpu:0,gpu:1",
                "quire.simulated.latency", "1:1ms,8:2ms",
                "quire.images.max-pixels", "4000000"))) {
      service = started;
      phase("http1-whole", REQUESTS * 4 / 10, true, this::wholeHttp1);
      phase("http1-damaged", REQUESTS * 2 / 10, false, this::damagedHttp1);
      phase("http2-whole", REQUESTS * 2 / 10, true, this::wholeHttp2);
      phase("http2-damaged", REQUESTS * 2 / 10, false, this::damagedHttp2);

      want(service.isAlive() && service.answers("/q/health/live"), "the process lives");
      List<String> stacks = service.stacks();
      stacks.stream().distinct().limit(MOST_SHOWN).forEach(s -> System.out.println("  " + s));
      want(stacks.isEmpty(), stacks.size() + " stacks in " + service.log());
    }
    assertEquals(List.of(), missed);
  }

  private void phase(String name, int requests, boolean whole, Way way) throws Exception {
    if (!PHASE.isEmpty() && !PHASE.equals(name)) {
      return;
    }
    Map<Integer, Integer> before = counted();
    Map<Integer, Integer> statuses = Collections.synchronizedMap(new TreeMap<>());
    Map<End, Integer> ends = Collections.synchronizedMap(new TreeMap<>());
    AtomicInteger next = new AtomicInteger(FIRST);
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      running.add(
          threads.submit(
              () -> {
                for (int n = next.getAndIncrement();
                    n < FIRST + requests;
                    n = next.getAndIncrement()) {
                  Dice dice = Dice.of(SEED * 4 + name.hashCode(), n);
                  Heard heard = way.send(n, dice);
                  boolean hurried =
                      !whole || ask(n, Dice.of(SEED * 4 + name.hashCode(), n)).hurried();
                  ends.merge(heard.end(), 1, Integer::sum);
                  heard.statuses().forEach(status -> statuses.merge(status, 1, Integer::sum));
                  String fault = fault(heard, whole, hurried);
                  if (fault != null) {
                    faults.add("%s, input %d: %s".formatted(name, n, fault));
                  }
                }
                return null;
              }));
    }
    for (Future<?> each : running) {
      each.get();
    }
    threads.shutdown();
    report(name, requests, whole, new Outcome(statuses, ends), faults, before);
  }

  /**
   * What is wrong, or null.
   *
   * @param hurried whether it grants next to no time, so that 504 is as it should be
   */
  private static String fault(Heard heard, boolean whole, boolean hurried) {
    for (int status : heard.statuses()) {
      if (status >= INTERNAL && status != UNAVAILABLE && !(status == GATEWAY_TIMEOUT && hurried)) {
        return "answered with " + status;
      }
    }
    return whole && heard.end() == End.SILENT ? "no answer" : null;
  }

  private void report(
      String name,
      int requests,
      boolean whole,
      Outcome outcome,
      List<String> faults,
      Map<Integer, Integer> before)
      throws Exception {
    int ended = outcome.ends().values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%n%s: sent %d, ended %d: %s%n  heard   %s%n",
        name, requests, ended, outcome.ends(), outcome.statuses());
    Map<Integer, Integer> counted = Map.of();
    // what was hung up on may still be at work
    for (int i = 0; i < 20; i++) {
      counted = difference(before, counted());
      if (counted.equals(outcome.statuses())) {
        break;
      }
      Thread.sleep(250);
    }
    int sum = counted.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf("  counted %s, %d in all%n", counted, sum);
    System.out.printf("  tickets %s%n", service.metrics("quire_tickets_total"));
    faults.stream().limit(MOST_SHOWN).forEach(fault -> System.out.println("  " + fault));
    want(faults.isEmpty(), "%s: %d faults".formatted(name, faults.size()));
    want(ended == requests, "%s: every request has an end".formatted(name));
    if (whole) {
      int answers = outcome.statuses().values().stream().mapToInt(Integer::intValue).sum();
      int hungUp = outcome.ends().getOrDefault(End.HUNG_UP, 0);
      want(
          answers + hungUp == requests && (hungUp == 0 || name.startsWith("http2")),
          "%s: %d of %d answered, %d refused by the protocol"
              .formatted(name, answers, requests, hungUp));
      // what is refused by its head alone has not become a request, which is what is counted
      int ofHeads =
          outcome.statuses().getOrDefault(414, 0) + outcome.statuses().getOrDefault(431, 0);
      want(
          sum == answers - ofHeads,
          "%s: %d of %d answers counted, %d heads refused".formatted(name, sum, answers, ofHeads));
    }
  }

  private void want(boolean held, String what) {
    System.out.printf("  %-6s %s%n", held ? "held" : "MISSED", what);
    if (!held) {
      missed.add(what);
    }
  }

  /** Requests by status but those for metrics and health, which are this program's own. */
  private Map<Integer, Integer> counted() throws IOException, InterruptedException {
    Map<Integer, Integer> counted = new TreeMap<>();
    service
        .metrics(COUNT)
        .forEach(
            (tags, value) -> {
              if (!tags.contains("uri=\"/q/")) {
                String status = tags.replaceAll(".*status=\"([^\"]*)\".*", "$1");
                if (status.matches("\\d+")) {
                  counted.merge(Integer.valueOf(status), value.intValue(), Integer::sum);
                } else {
                  counted.merge(0, value.intValue(), Integer::sum);
                }
              }
            });
    return counted;
  }

  private static Map<Integer, Integer> difference(
      Map<Integer, Integer> before, Map<Integer, Integer> after) {
    Map<Integer, Integer> grown = new TreeMap<>();
    after.forEach(
        (status, count) -> {
          int more = count - before.getOrDefault(status, 0);
          if (more > 0) {
            grown.put(status, more);
          }
        });
    return grown;
  }

  private Heard wholeHttp1(int input, Dice dice) throws IOException {
    return wire(WHOLE_PATIENCE_MILLIS).http1(http1(ask(input, dice), dice), false);
  }

  private Heard damagedHttp1(int input, Dice dice) throws IOException {
    byte[] bytes = http1(ask(input, dice), dice);
    return wire(DAMAGED_PATIENCE_MILLIS).http1(damaged(bytes, 400, dice), dice.oneIn(2));
  }

  private Heard wholeHttp2(int input, Dice dice) throws IOException {
    Ask ask = ask(input, dice);
    Frames frames = new Frames().preface();
    frames.request(1, ask.target(), authority(), sendable(ask), small(ask.body()));
    return wire(WHOLE_PATIENCE_MILLIS).http2(frames.bytes(), 1);
  }

  private Heard damagedHttp2(int input, Dice dice) throws IOException {
    Ask ask = ask(input, dice);
    Frames frames = new Frames().preface();
    int before = frames.bytes().length;
    if (dice.oneIn(3)) {
      odd(frames, dice);
    }
    frames.request(1, ask.target(), authority(), sendable(ask), small(ask.body()));
    if (dice.oneIn(3)) {
      odd(frames, dice);
    }
    byte[] bytes = frames.bytes();
    byte[] after = Arrays.copyOfRange(bytes, before, bytes.length);
    byte[] changed = dice.oneIn(4) ? after : damaged(after, 200, dice);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, before);
    out.writeBytes(changed);
    return wire(DAMAGED_PATIENCE_MILLIS).http2(out.toByteArray(), 1);
  }

  /** A frame that is not expected, or not as it should be. */
  private static void odd(Frames frames, Dice dice) {
    int stream = dice.of(0, 1, 1, 2, 3, 5, Integer.MAX_VALUE, -1);
    byte[] payload = dice.bytes(dice.of(0, 1, 4, 5, 6, 8, 9, 100));
    switch (dice.below(8)) {
      case 0 -> frames.frame(Frames.WINDOW_UPDATE, 0, stream, Frames.number(dice.of(0, 1, -1)));
      case 1 -> frames.frame(Frames.RST_STREAM, 0, stream, Frames.number(dice.below(20)));
      case 2 -> frames.frame(Frames.PING, dice.below(2), stream, payload);
      case 3 -> frames.frame(Frames.SETTINGS, dice.below(2), stream, payload);
      case 4 -> frames.frame(Frames.CONTINUATION, Frames.END_HEADERS, stream, payload);
      case 5 -> frames.frame(Frames.GOAWAY, 0, stream, payload);
      case 6 -> frames.frame(dice.below(1 << 24), dice.below(16), dice.below(256), stream, payload);
      default -> frames.frame(dice.below(256), dice.below(256), stream, payload);
    }
  }

  private Ask ask(int input, Dice dice) {
    return asks.get(input % asks.size()).next(dice);
  }

  private byte[] http1(Ask ask, Dice dice) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringBuilder head = new StringBuilder("POST " + ask.target() + " HTTP/1.1\r\n");
    head.append("Host: ").append(authority()).append("\r\n");
    List<String> headers = sendable(ask);
    for (int i = 0; i < headers.size(); i += 2) {
      head.append(headers.get(i)).append(": ").append(headers.get(i + 1)).append("\r\n");
    }
    boolean chunked = dice.oneIn(4);
    head.append(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + ask.body().length);
    out.writeBytes((head + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
    if (!chunked) {
      out.writeBytes(ask.body());
      return out.toByteArray();
    }
    for (int from = 0; from < ask.body().length; ) {
      int count = Math.min(dice.between(1, 1 << dice.between(4, 18)), ask.body().length - from);
      out.writeBytes((Integer.toHexString(count) + "\r\n").getBytes(StandardCharsets.US_ASCII));
      out.write(ask.body(), from, count);
      out.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
      from += count;
    }
    out.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    return out.toByteArray();
  }

  /** Without line ends, which would make other headers, and what servers may refuse by length. */
  private static List<String> sendable(Ask ask) {
    List<String> headers = new ArrayList<>();
    for (int i = 0; i < ask.headers().size(); i += 2) {
      String name = ask.headers().get(i).replaceAll(ODD_NAMES, "");
      String value = ask.headers().get(i + 1).replaceAll("[\\p{Cntrl}]", "").strip();
      if (!name.isEmpty()) {
        headers.addAll(List.of(name, value));
      }
    }
    return headers;
  }

  /** What a stream's first window has room for; the rest would wait for the service's word. */
  private static byte[] small(byte[] body) {
    return body.length < 60_000 ? body : Arrays.copyOf(body, 60_000);
  }

  /** One to four changes, most of them where the protocol is. */
  private static byte[] damaged(byte[] bytes, int reach, Dice dice) {
    byte[] damaged = bytes.clone();
    for (int i = dice.between(1, 4); i > 0 && damaged.length > 1; i--) {
      int near = Math.min(reach, damaged.length);
      int at = dice.oneIn(5) ? dice.below(damaged.length) : dice.below(near);
      switch (dice.below(6)) {
        case 0 -> damaged[at] = (byte) dice.below(256);
        case 1 -> damaged[at] ^= (byte) (1 << dice.below(8));
        case 2 -> damaged[at] = (byte) "\r\n\0 :;,%/?\"\t".charAt(dice.below(12));
        case 3 -> damaged = Arrays.copyOf(damaged, Math.max(1, at));
        case 4 -> {
          int from = dice.below(near);
          int count = Math.min(dice.between(1, 40), damaged.length - Math.max(at, from));
          System.arraycopy(damaged, from, damaged, at, count);
        }
        default -> {
          byte[] longer = new byte[damaged.length + 8];
          System.arraycopy(damaged, 0, longer, 0, at);
          System.arraycopy(dice.bytes(8), 0, longer, at, 8);
          System.arraycopy(damaged, at, longer, at + 8, damaged.length - at);
          damaged = longer;
        }
      }
    }
    return damaged;
  }

  private String authority() {
    return "127.0.0.1:" + service.port();
  }

  private Wire wire(int patienceMillis) {
    return new Wire("127.0.0.1", service.port(), patienceMillis);
  }
}
