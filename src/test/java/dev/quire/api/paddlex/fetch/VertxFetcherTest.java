package dev.quire.api.paddlex.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.quire.api.paddlex.fetch.FetchException.Reason;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryExhaustedException;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server on this machine, under a name that only the test knows. */
class VertxFetcherTest {

  private static final int MOST_BYTES = 100_000;
  private static final String HOST = "files.test";
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration SHORT = Duration.ofMillis(300);

  private final Vertx vertx = Vertx.vertx();
  private final ByteBudget memory = ByteBudget.ofOneStage(8 * MOST_BYTES);
  private final MemoryReservation held = memory.open("a", Stage.BODY);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;
  private int port;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.start();
    port = server.getAddress().getPort();
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
    threads.shutdownNow();
    vertx.close();
  }

  @Test
  void aFileComesBackByteForByte() {
    byte[] file = new byte[MOST_BYTES];
    new Random(7).nextBytes(file);
    serve("/a b/page.jpg", exchange -> answer(exchange, 200, file));

    assertArrayEquals(file, fetch(LONG, url("/a%20b/page.jpg?x=%2F")));
    assertEquals(
        List.of(HOST + ":" + port + " /a%20b/page.jpg?x=%2F"),
        asked,
        "the server is asked by its name and with the URL's own escapes");
  }

  @Test
  void aFileOfUnknownLengthComesBackToo() {
    byte[] file = new byte[MOST_BYTES];
    Arrays.fill(file, (byte) 7);
    serve("/x", exchange -> chunked(exchange, file));
    assertArrayEquals(file, fetch(LONG, url("/x")));
  }

  @Test
  void anEmptyFileIsEmpty() {
    serve("/x", exchange -> answer(exchange, 200, new byte[0]));
    assertEquals(0, fetch(LONG, url("/x")).length);
  }

  @Test
  void whatAFileTakesIsHeldUntilItsOwnerLetsGo() {
    serve("/known", exchange -> answer(exchange, 200, new byte[1_000]));
    serve("/unknown", exchange -> chunked(exchange, new byte[2_000]));

    fetch(LONG, url("/known"));
    assertEquals(1_000, held.bytes());
    held.shrinkTo(0);
    fetch(LONG, url("/unknown"));
    assertEquals(2_000, held.bytes());

    held.close();
    assertEquals(0, memory.reserved());
  }

  @Test
  void aTransferWaitsForMemory() throws Exception {
    serve("/x", exchange -> answer(exchange, 200, new byte[1_000]));
    MemoryReservation others = memory.reserve("b", Stage.BODY, memory.capacity() - 999);
    try (VertxFetcher fetcher = fetcher(true, LONG, host -> loopback())) {
      CompletableFuture<byte[]> file = fetcher.fetch(url("/x"), held).subscribeAsCompletionStage();
      while (memory.waiting() == 0) {
        Thread.onSpinWait();
      }
      assertFalse(file.isDone());
      others.close();
      assertEquals(1_000, file.get(30, TimeUnit.SECONDS).length);
    }
  }

  @Test
  void whatFindsNoMemoryInTimeSaysSo() {
    serve("/x", exchange -> answer(exchange, 200, new byte[1_000]));
    try (VertxFetcher fetcher = fetcher(true, SHORT, host -> loopback());
        MemoryReservation others = memory.reserve("b", Stage.BODY, memory.capacity())) {
      assertThrows(
          MemoryExhaustedException.class,
          () -> fetcher.fetch(url("/x"), held).await().indefinitely());
      assertEquals(0, memory.waiting());
      assertEquals(memory.capacity(), others.bytes());
    }
  }

  /** It would wait for what never comes. */
  @Test
  void aFileThatOneClientMayNotHoldIsTooLarge() {
    serve("/known", exchange -> answer(exchange, 200, new byte[40_000]));
    serve("/unknown", exchange -> chunked(exchange, new byte[40_000]));
    MemoryReservation little = ByteBudget.staged(600_000).open("a", Stage.BODY);
    try (VertxFetcher fetcher = fetcher(true, LONG, host -> loopback())) {
      for (String path : List.of("/known", "/unknown")) {
        FetchException e =
            assertThrows(
                FetchException.class,
                () -> fetcher.fetch(url(path), little).await().indefinitely());
        assertEquals(Reason.TOO_LARGE, e.reason());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirectsAreNotFollowed(int status) {
    serve("/elsewhere", exchange -> answer(exchange, 200, new byte[] {1}));
    serve(
        "/x",
        exchange -> {
          exchange.getResponseHeaders().set("Location", url("/elsewhere"));
          answer(exchange, status, new byte[0]);
        });
    FetchException e = refused(LONG, url("/x"));
    assertEquals(Reason.NO_FILE, e.reason());
    assertTrue(e.getMessage().contains("redirects (" + status + ")"), e::getMessage);
    assertEquals(1, asked.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {204, 404, 500})
  void otherAnswersAreNoFiles(int status) {
    serve("/x", exchange -> answer(exchange, status, new byte[0]));
    FetchException e = refused(LONG, url("/x"));
    assertEquals(Reason.NO_FILE, e.reason());
    assertEquals("The host files.test answered " + status, e.getMessage());
  }

  @Test
  void aFileThatDeclaresToBeTooLargeIsNotRead() {
    serve(
        "/x",
        exchange -> {
          exchange.sendResponseHeaders(200, MOST_BYTES + 1L);
          // nothing follows: whoever reads on waits
          await(release);
        });
    assertEquals(Reason.TOO_LARGE, refused(LONG, url("/x")).reason());
  }

  @Test
  void aFileThatBecomesTooLargeIsCutOff() {
    serve(
        "/x",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(new byte[MOST_BYTES + 1]);
          exchange.getResponseBody().flush();
          // no end follows: whoever waits for it waits
          await(release);
        });
    assertEquals(Reason.TOO_LARGE, refused(LONG, url("/x")).reason());
  }

  @Test
  void aServerThatDoesNotAnswerTakesNoLongerThanAllowed() {
    serve("/x", exchange -> await(release));
    assertEquals(Reason.TIMED_OUT, refused(SHORT, url("/x")).reason());
  }

  @Test
  void aServerThatDripsTakesNoLongerThanAllowed() {
    serve(
        "/x",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          while (release.getCount() > 0) {
            exchange.getResponseBody().write(7);
            exchange.getResponseBody().flush();
            pause(release);
          }
        });
    assertEquals(Reason.TIMED_OUT, refused(SHORT, url("/x")).reason());
  }

  @Test
  void aLookupThatHangsTakesNoLongerThanAllowed() {
    try (VertxFetcher fetcher =
        fetcher(
            true,
            SHORT,
            host -> {
              await(release);
              return List.of(InetAddress.getLoopbackAddress());
            })) {
      assertEquals(Reason.TIMED_OUT, refused(fetcher, url("/x")).reason());
    }
  }

  @Test
  void aTransferThatBreaksOffIsNoFile() {
    serve(
        "/x",
        exchange -> {
          exchange.sendResponseHeaders(200, 1_000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.close();
        });
    assertEquals(Reason.UNREACHABLE, refused(LONG, url("/x")).reason());
  }

  @Test
  void aHostThatIsNotThereIsUnreachable() throws IOException {
    int closed;
    try (ServerSocket socket = new ServerSocket(0)) {
      closed = socket.getLocalPort();
    }
    AllowedHosts hosts = new AllowedHosts(List.of(HOST + ":" + closed));
    try (VertxFetcher fetcher =
        new VertxFetcher(
            vertx, new FetchSettings(hosts, true, MOST_BYTES, LONG), host -> loopback())) {
      FetchException e = refused(fetcher, "http://%s:%d/x".formatted(HOST, closed));
      assertEquals(Reason.UNREACHABLE, e.reason());
      assertFalse(e.getMessage().contains("127.0.0.1"), e::getMessage);
    }
  }

  @Test
  void anUnknownHostIsUnreachable() {
    try (VertxFetcher fetcher =
        fetcher(
            true,
            LONG,
            host -> {
              throw new UnknownHostException(host);
            })) {
      assertEquals(Reason.UNREACHABLE, refused(fetcher, url("/x")).reason());
    }
  }

  @Test
  void addressesInsideAreRefusedAfterTheLookup() throws IOException {
    serve("/x", exchange -> answer(exchange, 200, new byte[] {1}));
    InetAddress outside = InetAddress.getByName("8.8.8.8");
    InetAddress inside = InetAddress.getLoopbackAddress();
    for (List<InetAddress> addresses :
        List.of(List.of(inside), List.of(outside, inside), List.of(inside, outside))) {
      try (VertxFetcher fetcher = fetcher(false, LONG, host -> addresses)) {
        FetchException e = refused(fetcher, url("/x"));
        assertEquals(Reason.NOT_ALLOWED, e.reason());
        assertEquals("The host files.test has an address that is not public", e.getMessage());
      }
    }
    assertEquals(List.of(), asked);
  }

  @Test
  void aHostIsLookedUpOnceSoThatItCannotMove() {
    serve("/x", exchange -> answer(exchange, 200, new byte[] {1}));
    List<String> lookups = Collections.synchronizedList(new ArrayList<>());
    try (VertxFetcher fetcher =
        fetcher(
            true,
            LONG,
            host -> {
              lookups.add(host);
              return loopback();
            })) {
      assertEquals(1, fetcher.fetch(url("/x"), held).await().indefinitely().length);
    }
    assertEquals(List.of(HOST), lookups);
  }

  @Test
  void hostsThatAreNotListedAreNotEvenLookedUp() {
    List<String> lookups = Collections.synchronizedList(new ArrayList<>());
    try (VertxFetcher fetcher =
        fetcher(
            true,
            LONG,
            host -> {
              lookups.add(host);
              return loopback();
            })) {
      assertEquals(
          Reason.NOT_ALLOWED, refused(fetcher, "http://other.test:" + port + "/x").reason());
    }
    assertEquals(List.of(), lookups);
  }

  @Test
  void whoeverLeavesEndsTheTransfer() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch broken = new CountDownLatch(1);
    serve(
        "/x",
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          try (OutputStream body = exchange.getResponseBody()) {
            while (release.getCount() > 0) {
              body.write(new byte[10]);
              body.flush();
              begun.countDown();
              pause(release);
            }
          } catch (IOException e) {
            broken.countDown();
          }
        });
    try (VertxFetcher fetcher = fetcher(true, LONG, host -> loopback())) {
      Cancellable running =
          fetcher.fetch(url("/x"), held).subscribe().with(item -> {}, failure -> {});
      assertTrue(begun.await(30, TimeUnit.SECONDS));
      running.cancel();
      assertTrue(broken.await(30, TimeUnit.SECONDS), "the server can still write");
    }
  }

  private byte[] fetch(Duration timeout, String url) {
    try (VertxFetcher fetcher = fetcher(true, timeout, host -> loopback())) {
      return fetcher.fetch(url, held).await().indefinitely();
    }
  }

  private FetchException refused(Duration timeout, String url) {
    try (VertxFetcher fetcher = fetcher(true, timeout, host -> loopback())) {
      return refused(fetcher, url);
    }
  }

  private FetchException refused(VertxFetcher fetcher, String url) {
    return assertThrows(
        FetchException.class, () -> fetcher.fetch(url, held).await().indefinitely());
  }

  private VertxFetcher fetcher(boolean inside, Duration timeout, HostLookup lookup) {
    AllowedHosts hosts = new AllowedHosts(List.of(HOST + ":" + port));
    return new VertxFetcher(vertx, new FetchSettings(hosts, inside, MOST_BYTES, timeout), lookup);
  }

  private String url(String resource) {
    return "http://%s:%d%s".formatted(HOST, port, resource);
  }

  private static List<InetAddress> loopback() {
    return List.of(InetAddress.getLoopbackAddress());
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          asked.add(exchange.getRequestHeaders().getFirst("Host") + " " + exchange.getRequestURI());
          handler.handle(exchange);
        });
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void chunked(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    for (int at = 0; at < body.length; at += 1_000) {
      exchange.getResponseBody().write(body, at, Math.min(1_000, body.length - at));
    }
    exchange.close();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void pause(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
