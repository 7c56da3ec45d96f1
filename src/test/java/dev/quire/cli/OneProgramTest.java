package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.quire.auth.KeyFile;
import dev.quire.auth.KeyRing;
import dev.quire.auth.NewKey;
import dev.quire.support.Pages;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that need a service, with one that answers the same to everything. */
class OneProgramTest {

  private static final NewKey OWN_KEY = NewKey.random(new SecureRandom());

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicInteger served = new AtomicInteger();
  private final AtomicInteger started = new AtomicInteger();
  private HttpServer server;
  private volatile int status = 200;
  private volatile String lastQuery;
  private volatile String lastPriority;
  private volatile String lastKey;
  private Path page;
  private Path results;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          lastQuery = exchange.getRequestURI().getQuery();
          lastPriority = exchange.getRequestHeaders().getFirst("X-Priority");
          lastKey = exchange.getRequestHeaders().getFirst("X-API-Key");
          exchange.getRequestBody().readAllBytes();
          byte[] body =
              "{\"type\":\"urn:x\",\"status\":422,\"model\":\"m\"}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.getResponseHeaders().set("Server-Timing", "prepare;dur=2, run;dur=3");
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    page = Files.write(folder.resolve("page.png"), Pages.blank(9, 9));
    results = folder.resolve("r.jsonl");
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void bulkLaysOutByARunningService() throws IOException {
    int code =
        run("bulk", page.toString(), "--out=" + results, "--url=" + url(), "--param=threshold=0.5");

    assertEquals(0, code, err::toString);
    assertEquals(1, Files.readAllLines(results).size());
    assertTrue(out.toString().startsWith("1 page(s) of 1 file(s): 1 laid out"), out::toString);
    assertEquals("threshold=0.5", lastQuery);
    assertEquals("bulk", lastPriority);
    assertEquals(0, started.get());
  }

  @Test
  void aKeyIsSentToTheServiceThatIsNamed() {
    assertEquals(
        0, run("bulk", page.toString(), "--out=" + results, "--url=" + url(), "--api-key=abc"));
    assertEquals("abc", lastKey);
  }

  @Test
  void aNewKeyIsShownOnceAndItsHashIsForTheService() {
    assertEquals(0, run("key", "acme"), err::toString);

    String key = err.toString().strip().replaceAll(".* ", "");
    KeyRing ring = new KeyRing(KeyFile.parse(out.toString()), Optional.empty());
    assertEquals(Optional.of("acme"), ring.current().clientOf(key));
    assertFalse(out.toString().contains(key), out::toString);
  }

  @Test
  void aKeyIsForSomebody() {
    assertEquals(2, run("key"));
    assertMisused(run("key", "ac me"), "quire key");
  }

  @Test
  void bulkStartsTheServiceWhereNoneIsNamedAndOnlyIfThereIsSomethingToDo() {
    assertEquals(0, run("bulk", page.toString(), "--out=" + results), err::toString);
    assertEquals(1, started.get());
    assertEquals(OWN_KEY.text(), lastKey);
    assertEquals(0, run("bulk", page.toString(), "--out=" + results), err::toString);
    assertEquals(1, started.get());
    assertTrue(out.toString().contains("1 had been done before"), out::toString);
  }

  @Test
  void problemsAreInTheExitCodeNowAndLater() {
    status = 422;
    assertEquals(1, run("bulk", page.toString(), "--out=" + results, "--url=" + url()));
    assertEquals(1, run("bulk", page.toString(), "--out=" + results, "--url=" + url()));
    assertTrue(out.toString().contains("Of those done before, 1 have problems"), out::toString);
  }

  @Test
  void aJobThatCannotGoOnSaysWhyInOneLine() {
    status = 401;
    assertEquals(3, run("bulk", page.toString(), "--out=" + results, "--url=" + url()));
    assertTrue(err.toString().contains("does not take the job: 401"), err::toString);
    assertFalse(err.toString().contains("Exception"), err::toString);
  }

  @Test
  void loadWritesItsReports() throws IOException {
    Path csv = folder.resolve("r.csv");
    Path html = folder.resolve("r.html");
    int code =
        run(
            "load",
            "--url=" + url(),
            "--pages=" + page,
            "--concurrency=1,2",
            "--rate=50",
            "--duration=300ms",
            "--warm-up=0s",
            "--deadline=5000",
            "--csv=" + csv,
            "--html=" + html);

    assertEquals(0, code, err::toString);
    for (String part : List.of("1 clients", "2 clients", "50/s", "200 ×", "the mean answer")) {
      assertTrue(out.toString().contains(part), out::toString);
    }
    assertEquals("interactive", lastPriority);
    assertEquals(4, Files.readAllLines(csv).size());
    assertTrue(Files.readString(html).contains("Closed loop"));
  }

  @Test
  void loadTakesPairs() throws IOException {
    Path pairs = Files.writeString(folder.resolve("p.tsv"), "a\tb\nc\td\n");
    int code =
        run(
            "load",
            "--url=" + url(),
            "--pairs=" + pairs,
            "--batch=2",
            "--concurrency=1",
            "--duration=200ms",
            "--warm-up=0s");
    assertEquals(0, code, err::toString);
    assertTrue(out.toString().contains("pairs/s"), out::toString);
  }

  @Test
  void aLoadThatNobodyAnswersFails() {
    server.stop(0);
    String[] args = {
      "load", "--url=" + url(), "--pages=" + page, "--rate=20", "--duration=200ms", "--warm-up=0s"
    };
    assertEquals(3, run(args));
    assertTrue(out.toString().contains("lost ×"), out::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "--shard, 4/4",
    "--in-flight, 0",
    "--window, 0",
    "--url, ftp://host",
    "--param, threshold",
    "--priority, high",
    "--patience, soon",
    "--unknown, 1"
  })
  void aWrongOptionOfBulkIsExplained(String option, String value) {
    assertMisused(run("bulk", page.toString(), "--out=" + results, option, value), "quire bulk");
    assertFalse(Files.exists(results));
  }

  @Test
  void bulkNeedsInputsThatAreThereAndAnOutput() {
    assertMisused(run("bulk", "--out=" + results), "quire bulk");
    assertMisused(run("bulk", page.toString()), "quire bulk");
    assertMisused(run("bulk", folder + "/none", "--out=" + results), "quire bulk");
    assertTrue(err.toString().contains("/none'"), err::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "--concurrency, 0",
    "--concurrency, many",
    "--rate, -1",
    "--deadline, 0",
    "--duration, 0s",
    "--most-open, 0",
    "--pairs, nothing.tsv"
  })
  void aWrongOptionOfLoadIsExplained(String option, String value) {
    assertMisused(
        run("load", "--url=" + url(), "--pages=" + page, "--rate=1", option, value), "quire load");
  }

  @Test
  void loadNeedsALoadAndSomethingToSend() {
    assertMisused(run("load", "--url=" + url(), "--pages=" + page), "quire load");
    assertMisused(run("load", "--url=" + url(), "--rate=1"), "quire load");
  }

  @Test
  void servesWhenToldTo() {
    assertEquals(0, run("serve"));
    assertEquals(1, served.get());
  }

  @ParameterizedTest
  @ValueSource(strings = {"serve", "bulk", "load", "simulate", "precision"})
  void everyCommandHelps(String command) {
    assertEquals(0, run(command, "--help"));
    assertTrue(out.toString().contains("Usage: quire " + command), out::toString);
    assertTrue(out.toString().lines().allMatch(line -> line.length() <= 80), out::toString);
    assertEquals(0, served.get());
  }

  @Test
  void tellsItsVersion() {
    assertEquals(0, run("--version"));
    assertTrue(out.toString().startsWith("Quire "), out::toString);
    assertEquals(0, run("bulk", "--version"));
  }

  private void assertMisused(int code, String command) {
    assertEquals(2, code, err::toString);
    assertTrue(err.toString().contains("Usage: " + command), err::toString);
    assertTrue(err.toString().contains(command + " --help"), err::toString);
    assertFalse(err.toString().contains("Exception"), err::toString);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private int run(String... args) {
    ServiceHost host =
        new ServiceHost() {
          @Override
          public void serve() {
            served.incrementAndGet();
          }

          @Override
          public OwnService startForMyself() {
            started.incrementAndGet();
            return new OwnService(URI.create(url()), OWN_KEY);
          }
        };
    return QuireCommand.execute(host, args, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
