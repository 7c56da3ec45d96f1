package dev.quire.bulk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.quire.client.FileType;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Answers {@code POST /v1/layout} as the service does: the same page always with the same result,
 * but for timing, device and batch size, which are never the same twice; and {@code POST /v1/read},
 * which says of a whole document as much as its first page that fails, or else names its pages.
 * What it does wrong, a test says before each request is answered.
 */
final class StubService implements AutoCloseable {

  private static final Pattern WHOLE = Pattern.compile("text/|application/(pdf|xhtml\\+xml|xml)");
  private static final Pattern PAGES = Pattern.compile("pages=([^&]*)");

  /** How many pages the documents have that it is sent. */
  static final int PAGE_COUNT = 7;

  private final HttpServer server;
  private final ExecutorService pool = Executors.newFixedThreadPool(8);
  private final Script script;
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicInteger mostOpen = new AtomicInteger();

  /** How often each page was answered with a result. */
  private final Map<String, AtomicInteger> answered = new ConcurrentHashMap<>();

  /** What goes wrong. */
  interface Script {

    /**
     * Chooses for a request.
     *
     * @param number of the request, from 1
     */
    Fault fault(int number, HttpExchange exchange) throws Exception;
  }

  /** One thing that goes wrong. */
  sealed interface Fault {

    /** Nothing does. */
    record None() implements Fault {}

    /** A refusal or an error; the problem is empty for a status without one. */
    record Status(int status, String problem, String retryAfter) implements Fault {}

    /** The connection is lost without an answer, or after so many lines of one. */
    record Lost(int afterLines) implements Fault {}

    /** These pages of a document have an error in their place. */
    record PageErrors(int status, List<Integer> pages) implements Fault {}

    /** These pages are not shown faithfully. */
    record Warned(List<Integer> pages) implements Fault {}

    /** Text instead of an answer. */
    record Nonsense() implements Fault {}
  }

  static final Fault NONE = new Fault.None();

  StubService(Script script) throws IOException {
    this(script, 0);
  }

  StubService(Script script, int port) throws IOException {
    this.script = script;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(pool);
    server.createContext("/", this::handle);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  int requests() {
    return requests.get();
  }

  int mostOpen() {
    return mostOpen.get();
  }

  @Override
  public void close() {
    server.stop(0);
    pool.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      answer(exchange, body, script.fault(requests.incrementAndGet(), exchange));
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    } finally {
      open.decrementAndGet();
    }
  }

  private void answer(HttpExchange exchange, byte[] body, Fault fault) throws IOException {
    String accepted = exchange.getRequestHeaders().getFirst("Accept");
    boolean lines = accepted.contains("ndjson");
    boolean whole = WHOLE.matcher(accepted).lookingAt();
    if (fault instanceof Fault.Status refusal) {
      if (refusal.retryAfter() != null) {
        exchange.getResponseHeaders().set("Retry-After", refusal.retryAfter());
      }
      String type = refusal.problem().isEmpty() ? "text/html" : "application/problem+json";
      send(exchange, refusal.status(), type, refusal.problem());
    } else if (fault instanceof Fault.Nonsense) {
      send(exchange, 200, "application/json", "no JSON");
    } else if (fault instanceof Fault.Lost lost) {
      if (whole && lost.afterLines() > 0) {
        lose(exchange, text(exchange, body), lost.afterLines());
      } else if (lines && lost.afterLines() > 0) {
        lose(exchange, document(exchange, body, NONE), lost.afterLines());
      }
    } else if (FileType.of(body) == FileType.UNKNOWN) {
      send(
          exchange,
          415,
          "application/problem+json",
          "{\"type\":\"urn:quire:problem:unsupported-media-type\",\"status\":415}");
    } else if (whole) {
      whole(exchange, body, fault, accepted.substring(0, accepted.indexOf(',')));
    } else if (lines) {
      send(exchange, 200, "application/x-ndjson", document(exchange, body, fault));
    } else {
      send(exchange, 200, "application/json", "{" + result(body, 1) + warnings(fault, 1) + "}");
    }
  }

  private static void whole(HttpExchange exchange, byte[] body, Fault fault, String type)
      throws IOException {
    if (fault instanceof Fault.PageErrors errors
        && Arrays.stream(pages(exchange, body)).anyMatch(errors.pages()::contains)) {
      String problem = "{\"type\":\"urn:x\",\"status\":%d}".formatted(errors.status());
      send(exchange, errors.status(), "application/problem+json", problem);
    } else {
      send(exchange, 200, type + ";charset=UTF-8", text(exchange, body));
    }
  }

  /** A line for each page that is asked for. */
  static String text(byte[] body, int... pages) {
    StringBuilder text = new StringBuilder();
    for (int page : pages) {
      text.append("Seite %d von %x, größer%n".formatted(page, Arrays.hashCode(body)));
    }
    return text.toString();
  }

  private static String text(HttpExchange exchange, byte[] body) {
    return text(body, pages(exchange, body));
  }

  private static int[] pages(HttpExchange exchange, byte[] body) {
    return FileType.of(body).mayHavePages() ? pages(exchange) : new int[] {1};
  }

  private static void lose(HttpExchange exchange, String whole, int lines) throws IOException {
    byte[] bytes = whole.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
    exchange.sendResponseHeaders(200, bytes.length);
    int end = 0;
    for (int line = 0; line < lines; end++) {
      line += bytes[end] == '\n' ? 1 : 0;
    }
    // and a part of the next one
    OutputStream out = exchange.getResponseBody();
    out.write(bytes, 0, Math.min(end + 5, bytes.length - 1));
    out.flush();
  }

  private String document(HttpExchange exchange, byte[] body, Fault fault) {
    List<Integer> faulty = fault instanceof Fault.PageErrors errors ? errors.pages() : List.of();
    StringBuilder text = new StringBuilder();
    for (int page : pages(exchange, body)) {
      text.append("{\"page\":").append(page).append(",\"page_count\":").append(PAGE_COUNT);
      if (faulty.contains(page)) {
        int status = ((Fault.PageErrors) fault).status();
        text.append(",\"error\":{\"type\":\"urn:x\",\"status\":").append(status).append("}}\n");
      } else {
        text.append(',').append(result(body, page)).append(warnings(fault, page)).append("}\n");
      }
    }
    return text.toString();
  }

  private static int[] pages(HttpExchange exchange) {
    String query = exchange.getRequestURI().getQuery();
    var matcher = PAGES.matcher(query == null ? "" : query);
    return matcher.find()
        ? Arrays.stream(matcher.group(1).split(",")).flatMapToInt(StubService::run).toArray()
        : IntStream.rangeClosed(1, PAGE_COUNT).toArray();
  }

  private static IntStream run(String pages) {
    String[] ends = pages.split("-");
    return IntStream.rangeClosed(
        Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]));
  }

  private static String warnings(Fault fault, int page) {
    return fault instanceof Fault.Warned warned && warned.pages().contains(page)
        ? ",\"warnings\":[{\"type\":\"damaged\",\"detail\":\"D\"},"
            + "{\"type\":\"not-drawn\",\"detail\":\"D\"}]"
        : "";
  }

  private String result(byte[] body, int page) {
    String key = Arrays.hashCode(body) + "/" + page;
    int times = answered.computeIfAbsent(key, k -> new AtomicInteger()).incrementAndGet();
    return "\"model\":\"stub\",\"width\":%d,\"regions\":[{\"label\":\"текст\",\"score\":0.%d}],"
            .formatted(body.length, page)
        + "\"timing\":{\"total_ms\":%d},\"device\":\"gpu:%d\",\"batch_size\":%d,\"precision\":\"fp32\""
            .formatted(System.nanoTime(), times, times);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }
}
