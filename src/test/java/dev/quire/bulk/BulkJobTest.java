package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.bulk.StubService.Fault;
import dev.quire.bulk.StubService.Script;
import dev.quire.client.Input;
import dev.quire.client.InputFiles;
import dev.quire.client.ServiceAddress;
import dev.quire.document.DocumentSettings;
import dev.quire.document.Documents;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the service does: no page is missing, and none is there twice. */
@Timeout(60)
class BulkJobTest {

  private static final Script WELL = (number, exchange) -> StubService.NONE;
  private static final Duration FOREVER = Duration.ofSeconds(30);
  private static final String PROBLEM =
      "{\"type\":\"urn:quire:problem:%s\",\"title\":\"T\",\"status\":%d,\"detail\":\"D\"}";

  @TempDir Path folder;

  private Path inputs;
  private Path out;
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
  private final List<Counts> standings = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void files() throws IOException {
    inputs = Files.createDirectories(folder.resolve("in/deep")).getParent();
    out = folder.resolve("results.jsonl");
    Files.write(inputs.resolve("a.png"), Pages.blank(10, 10));
    Files.write(inputs.resolve("b.png"), Pages.blank(20, 10));
    Files.write(inputs.resolve("deep/c.pdf"), Pdfs.pages(100, 110, 120, 130, 140, 150, 160));
    Files.write(inputs.resolve("deep/d.png"), Pages.blank(40, 40));
  }

  @Test
  void everyPageHasALine() throws Exception {
    BulkReport report = run(WELL);

    assertTrue(report.isFlawless());
    assertEquals(new Counts(4, true, 4, 10, 0, 10, 0, 0, 0), report.counts());
    assertEquals(report.counts(), standings.get(standings.size() - 1));
    assertEquals(10, assertComplete());
    JsonNode line = lines().stream().filter(l -> l.path("page").asInt() == 3).findFirst().get();
    assertEquals("in/deep/c.pdf", line.path("input").asText());
    assertEquals(7, line.path("result").path("page_count").asInt());
    assertEquals("fp32", line.path("result").path("precision").asText());
    for (String left : List.of("timing", "device", "batch_size", "page")) {
      assertFalse(line.path("result").has(left), left);
    }
  }

  /** They are results: nothing is to be done again. */
  @Test
  void pagesWithWarningsAreCountedAndTheirLinesSayWhy() throws Exception {
    BulkReport report = run((n, exchange) -> new Fault.Warned(List.of(1, 4)));

    assertTrue(report.isFlawless());
    // three pictures, and two pages of the document
    assertEquals(new Counts(4, true, 4, 10, 0, 10, 5, 0, 0), report.counts());
    assertEquals("damaged", line("in/a.png").at("/result/warnings/0/type").textValue());
    assertEquals(
        List.of(1, 4),
        lines().stream()
            .filter(line -> line.path("input").asText().equals("in/deep/c.pdf"))
            .filter(line -> line.path("result").has("warnings"))
            .map(line -> line.path("page").asInt())
            .sorted()
            .toList());
  }

  @Test
  void whatDiffersFromRunToRunIsKeptOnlyIfAskedFor() throws Exception {
    run(WELL, settings(4, 3, true), Shard.all());
    assertTrue(lines().stream().allMatch(line -> line.path("result").has("timing")));
  }

  /** A busy service is asked again, however often it takes. */
  @Test
  void refusalsAreSentAgain() throws Exception {
    String busy = PROBLEM.formatted("overloaded", 503);
    BulkReport report =
        run((n, exchange) -> n % 3 == 0 ? StubService.NONE : new Fault.Status(503, busy, "0"));

    assertTrue(report.isFlawless());
    assertTrue(report.counts().retries() >= 8, report::toString);
    assertComplete();
  }

  /** Nothing goes right the first time, and whatever can go wrong does. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverGoesWrongNothingIsMissingAndNothingTwice(long seed) throws Exception {
    Random random = new Random(seed);
    List<Fault> faults =
        List.of(
            new Fault.Status(503, PROBLEM.formatted("overloaded", 503), "1"),
            new Fault.Status(503, "", null),
            new Fault.Status(500, PROBLEM.formatted("inference-failed", 500), null),
            new Fault.Status(504, PROBLEM.formatted("deadline-exceeded", 504), null),
            new Fault.Status(502, "", null),
            new Fault.Status(429, "", "0"),
            new Fault.Lost(0),
            new Fault.Lost(2),
            new Fault.PageErrors(503, List.of(2, 5)),
            new Fault.PageErrors(504, List.of(1, 2, 3)),
            new Fault.Nonsense(),
            StubService.NONE,
            StubService.NONE);
    BulkReport report =
        run(
            (n, exchange) -> {
              synchronized (random) {
                return faults.get(random.nextInt(faults.size()));
              }
            },
            settings(4, 3, false, 1_000),
            Shard.all());

    assertTrue(report.isFlawless(), report::toString);
    assertEquals(10, assertComplete());
    byte[] troubled = sorted(out);
    Files.delete(out);
    run(WELL);
    assertEquals(new String(sorted(out)), new String(troubled));
  }

  @Test
  void whatWasAnsweredBeforeAConnectionBrokeIsNotAskedForAgain() throws Exception {
    List<String> queries = Collections.synchronizedList(new ArrayList<>());
    Script script =
        (n, exchange) -> {
          String query = exchange.getRequestURI().getQuery();
          if (query == null) {
            return StubService.NONE;
          }
          queries.add(query);
          return queries.size() == 1 ? new Fault.Lost(2) : StubService.NONE;
        };
    run(script, settings(1, 7, false), Shard.all());

    assertEquals(List.of("pages=1,2,3,4,5,6,7", "pages=3,4,5,6,7"), queries);
    assertComplete();
  }

  @Test
  void aPageThatIsRefusedHasAProblemAndTheOthersAreUnharmed() throws Exception {
    Files.writeString(inputs.resolve("x.jpg"), "no image");
    Files.writeString(inputs.resolve("y.pdf"), "%PDF-1.7 and nothing else");
    Path named = Files.writeString(folder.resolve("notes.txt"), "notes");
    String invalid = PROBLEM.formatted("invalid-document", 422);
    Script script =
        (n, exchange) ->
            "application/pdf".equals(exchange.getRequestHeaders().getFirst("Content-Type"))
                    && exchange.getRequestURI().getQuery() == null
                ? new Fault.Status(422, invalid, null)
                : StubService.NONE;
    BulkReport report = run(script, settings(4, 3, false), Shard.all(), inputs, named);

    assertFalse(report.isFlawless());
    assertEquals(3, report.counts().problems());
    assertEquals(13, assertComplete());
    JsonNode whole = line("in/y.pdf");
    assertTrue(whole.path("page").isNull());
    assertEquals(422, whole.path("problem").path("status").asInt());
    for (String none : List.of("in/x.jpg", "notes.txt")) {
      assertTrue(line(none).path("page").isNull(), none);
      assertTrue(line(none).path("problem").path("title").asText().contains("no image"), none);
    }

    BulkReport again = run(script, settings(4, 3, false), Shard.all(), inputs, named);
    assertEquals(0, again.counts().finished());
    assertEquals(3, again.problemsBefore());
    assertFalse(again.isFlawless());
  }

  @Test
  void aPageThatTheServiceFailsOnHasAProblemInTheEnd() throws Exception {
    String failed = PROBLEM.formatted("inference-failed", 500);
    BulkReport report =
        run(
            (n, exchange) ->
                exchange.getRequestURI().getQuery() == null
                    ? StubService.NONE
                    : exchange.getRequestURI().getQuery().contains("4")
                        ? new Fault.PageErrors(500, List.of(4))
                        : StubService.NONE,
            settings(2, 7, false, 2),
            Shard.all());

    assertEquals(1, report.counts().problems());
    assertEquals(10, assertComplete());
    assertTrue(failed.contains("500"));
    JsonNode line = lines().stream().filter(l -> l.path("page").asInt() == 4).findFirst().get();
    assertEquals(500, line.path("problem").path("status").asInt());
  }

  @Test
  void aFileThatCannotBeReadIsALineToo() throws Exception {
    Path gone = Files.write(folder.resolve("z.png"), Pages.blank(1, 1));
    List<Input> found = List.of(Input.parse(inputs.toString()), Input.parse(gone.toString()));
    Files.delete(gone);
    try (StubService stub = new StubService(WELL)) {
      BulkReport report = job(settings(4, 3, false), Shard.all(), found).run(out, at(stub));
      assertEquals(1, report.counts().problems());
    }
    assertEquals(11, assertComplete());
    assertTrue(line("z.png").path("problem").path("type").asText().endsWith("unreadable-file"));
  }

  @Test
  void anEmptyFileIsSaidToBeEmptyAndALinkThatLeadsNowhereIsNamed() throws Exception {
    Files.createFile(inputs.resolve("x.pdf"));
    Files.createFile(inputs.resolve("y.png"));
    Files.createSymbolicLink(inputs.resolve("z.pdf"), folder.resolve("nowhere"));
    for (int i = 0; i < 2; i++) {
      BulkReport report = run(WELL);

      assertEquals(1, report.unreadable());
      assertFalse(report.isFlawless());
      assertEquals(12, assertComplete());
      for (String empty : List.of("in/x.pdf", "in/y.png")) {
        assertTrue(line(empty).path("page").isNull());
        assertTrue(line(empty).path("problem").path("title").asText().contains("empty"));
      }
      assertTrue(warnings.get(i).contains("in/z.pdf"), warnings::toString);
      assertTrue(warnings.get(i).contains("leads nowhere"), warnings::toString);
    }
  }

  /** Older versions asked the service, and wrote what it said as page 1. */
  @Test
  void anEmptyFileThatHasItsLineFromBeforeGetsNoSecondOne() throws Exception {
    Files.createFile(inputs.resolve("x.pdf"));
    Files.writeString(out, "{\"input\":\"in/x.pdf\",\"page\":1,\"problem\":{\"status\":415}}\n");
    assertEquals(1, run(WELL).problemsBefore());
    assertEquals(11, assertComplete());
  }

  @Test
  void bytesInFlightAreBoundedAsWellAsRequests() throws Exception {
    byte[] page = Pages.blank(10, 10);
    Files.delete(inputs.resolve("deep/c.pdf"));
    for (int i = 0; i < 8; i++) {
      Files.write(inputs.resolve("large-" + i + ".png"), Arrays.copyOf(page, 400_000));
    }
    BulkSettings narrow =
        new BulkSettings(
            8, 900_000, 3, 5, Duration.ofSeconds(50), Duration.ofMillis(5), FOREVER, false);
    CountDownLatch two = new CountDownLatch(2);
    try (StubService stub =
        new StubService(
            (n, exchange) -> {
              if (exchange.getRequestURI().getQuery() == null) {
                two.countDown();
                two.await(10, TimeUnit.SECONDS);
              }
              return StubService.NONE;
            })) {
      assertTrue(runAt(stub, narrow, Shard.all(), inputs.resolve("large-*")).isFlawless());
      assertEquals(2, stub.mostOpen());
    }
    Files.delete(out);
    BulkSettings nothing =
        new BulkSettings(8, 1, 3, 5, Duration.ofSeconds(50), Duration.ofMillis(5), FOREVER, false);
    try (StubService stub = new StubService(WELL)) {
      assertTrue(runAt(stub, nothing, Shard.all(), inputs).isFlawless());
      assertEquals(1, stub.mostOpen());
    }
  }

  /** As a service does that has no room: it hangs up before the body is sent. */
  @Test
  void whoeverRefusesALargeBodyBeforeItIsSentIsAskedAgain() throws Exception {
    byte[] large = Arrays.copyOf(Pages.blank(10, 10), 8 << 20);
    Path file = Files.write(folder.resolve("large.png"), large);
    AtomicInteger asked = new AtomicInteger();
    AtomicInteger announced = new AtomicInteger();
    try (StubService stub = new StubService(WELL);
        ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread refusing =
          new Thread(
              () -> {
                while (!door.isClosed()) {
                  try (Socket caller = door.accept()) {
                    if (asked.incrementAndGet() > 8) {
                      passOn(caller, stub.address());
                    } else {
                      announced.addAndGet(refuse(caller) ? 1 : 0);
                    }
                  } catch (IOException e) {
                    // closed, or the caller is gone
                  }
                }
              });
      refusing.setDaemon(true);
      refusing.start();
      ServiceAddress address =
          new ServiceAddress(
              ServiceAddress.parse("127.0.0.1:" + door.getLocalPort()), List.of(), Map.of());
      BulkReport report =
          job(settings(1, 3, false, 2), Shard.all(), List.of(Input.parse(file.toString())))
              .run(out, () -> address);

      assertTrue(report.isFlawless(), report::toString);
      assertEquals(8, report.counts().retries());
      assertEquals(8, announced.get());
    }
  }

  /** Whether the body was announced before it is sent. */
  private static boolean refuse(Socket caller) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) caller.getInputStream().read());
    }
    caller
        .getOutputStream()
        .write(
            ("HTTP/1.1 503 Service Unavailable\r\nRetry-After: 0\r\nContent-Length: 0\r\n"
                    + "Connection: close\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    return head.toString().toLowerCase(Locale.ROOT).contains("expect: 100-continue");
  }

  /** Both ways, until either hangs up. */
  private static void passOn(Socket caller, URI service) throws IOException {
    try (Socket there = new Socket(service.getHost(), service.getPort())) {
      Thread forth =
          new Thread(
              () -> {
                try {
                  caller.getInputStream().transferTo(there.getOutputStream());
                } catch (IOException e) {
                  // the other way ends with it
                }
              });
      forth.setDaemon(true);
      forth.start();
      there.getInputStream().transferTo(caller.getOutputStream());
    }
  }

  /**
   * The end of the file is cut at some bytes of its last lines, as a killed process leaves it;
   * {@link ResultFileTest} cuts at each.
   */
  @Test
  void aJobThatWasKilledGoesOnWhereItWas() throws Exception {
    run(WELL);
    byte[] whole = Files.readAllBytes(out);
    String expected = new String(sorted(out));
    int from = whole.length;
    for (int lines = 0; lines < 2; from--) {
      lines += from < whole.length && whole[from - 1] == '\n' ? 1 : 0;
    }
    try (StubService stub = new StubService(WELL)) {
      for (int length = from; length <= whole.length; length += 11) {
        try (RandomAccessFile file = new RandomAccessFile(out.toFile(), "rw")) {
          file.setLength(0);
          file.write(whole, 0, length);
        }
        BulkReport report = runAt(stub, settings(4, 3, false), Shard.all(), inputs);

        assertTrue(report.isFlawless());
        assertEquals(expected, new String(sorted(out)), "cut at " + length);
      }
    }
  }

  @Test
  void aJobThatIsDoneAsksForNoService() throws Exception {
    run(WELL);
    BulkReport report =
        job(settings(4, 3, false), Shard.all(), List.of(Input.parse(inputs.toString())))
            .run(
                out,
                () -> {
                  throw new AssertionError("There is nothing to do");
                });
    assertEquals(10, report.counts().before());
  }

  @Test
  void filesThatAreNewAreDoneAndThoseThatChangedAreNamed() throws Exception {
    run(WELL);
    Files.setLastModifiedTime(out, FileTime.fromMillis(1_000_000));
    Files.setLastModifiedTime(inputs.resolve("a.png"), FileTime.fromMillis(2_000_000));
    for (String other : List.of("b.png", "deep/c.pdf", "deep/d.png")) {
      Files.setLastModifiedTime(inputs.resolve(other), FileTime.fromMillis(500_000));
    }
    Files.write(inputs.resolve("new.png"), Pages.blank(5, 5));

    BulkReport report = run(WELL);

    assertEquals(1, report.counts().results());
    assertEquals(11, assertComplete());
    assertEquals(1, warnings.size(), warnings::toString);
    assertTrue(warnings.get(0).contains("a.png has changed"), warnings::toString);
  }

  @Test
  void shardsTogetherDoEachPageOnce() throws Exception {
    for (int i = 0; i < 30; i++) {
      Files.write(inputs.resolve("page-" + i + ".png"), Pages.blank(30 + i, 5));
    }
    Set<String> all = new TreeSet<>();
    int count = 0;
    for (int i = 0; i < 3; i++) {
      out = folder.resolve("part-%d.jsonl".formatted(i));
      run(WELL, settings(4, 3, false), new Shard(i, 3));
      List<String> part = Files.readAllLines(out);
      count += part.size();
      all.addAll(part);
    }
    out = folder.resolve("whole.jsonl");
    run(WELL);

    assertEquals(40, count);
    assertEquals(new TreeSet<>(Files.readAllLines(out)), all);
  }

  @Test
  void noMoreRequestsAreInFlightThanAllowed() throws Exception {
    for (int i = 0; i < 30; i++) {
      Files.write(inputs.resolve("page-" + i + ".png"), Pages.blank(30 + i, 5));
    }
    CountDownLatch three = new CountDownLatch(3);
    try (StubService stub =
        new StubService(
            (n, exchange) -> {
              three.countDown();
              three.await();
              return StubService.NONE;
            })) {
      runAt(stub, settings(3, 3, false), Shard.all(), inputs);
      assertEquals(3, stub.mostOpen());
      assertEquals(36, stub.requests());
    }
  }

  @Test
  void aServiceThatWasAwayIsWaitedFor() throws Exception {
    int port;
    try (StubService first = new StubService(WELL)) {
      port = first.address().getPort();
    }
    AtomicInteger seen = new AtomicInteger();
    StubService[] second = new StubService[1];
    BulkListener listener =
        new Listener() {
          @Override
          public void standing(Counts counts) {
            if (counts.retries() > 0 && seen.getAndIncrement() == 0) {
              try {
                second[0] = new StubService(WELL, port);
              } catch (IOException e) {
                throw new IllegalStateException(e);
              }
            }
          }
        };
    ServiceAddress address =
        new ServiceAddress(ServiceAddress.parse("127.0.0.1:" + port), List.of(), Map.of());
    BulkReport report =
        job(settings(4, 3, false), Shard.all(), List.of(Input.parse(inputs.toString())), listener)
            .run(out, () -> address);
    second[0].close();

    assertTrue(report.isFlawless());
    assertEquals(10, assertComplete());
  }

  @Test
  void aServiceThatStaysAwayEndsTheJobWithoutALineForWhatItDidNotDo() throws Exception {
    int port;
    try (StubService gone = new StubService(WELL)) {
      port = gone.address().getPort();
    }
    ServiceAddress address =
        new ServiceAddress(ServiceAddress.parse("127.0.0.1:" + port), List.of(), Map.of());
    BulkSettings impatient =
        new BulkSettings(
            4, 1 << 30, 3, 5, Duration.ZERO, Duration.ofMillis(5), Duration.ofSeconds(30), false);
    BulkException end =
        assertThrows(
            BulkException.class,
            () ->
                job(impatient, Shard.all(), List.of(Input.parse(inputs.toString())))
                    .run(out, () -> address));

    assertTrue(end.getMessage().contains("Nobody answers at"), end.getMessage());
    assertTrue(end.getMessage().contains(out.toString()), end.getMessage());
    assertEquals(0, Files.size(out));
    run(WELL);
    assertEquals(10, assertComplete());
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 401, 403, 404})
  void aWrongAddressOrKeyEndsTheJobAtOnce(int status) throws Exception {
    BulkException end =
        assertThrows(BulkException.class, () -> run((n, e) -> new Fault.Status(status, "", null)));
    assertTrue(end.getMessage().contains("HTTP " + status), end.getMessage());
    assertEquals(0, Files.size(out));
  }

  @Test
  void aWrongParameterEndsTheJobAtOnce() throws Exception {
    Files.delete(inputs.resolve("deep/c.pdf"));
    String invalid = PROBLEM.formatted("invalid-parameter", 400);
    BulkException end =
        assertThrows(
            BulkException.class, () -> run((n, e) -> new Fault.Status(400, invalid, null)));
    assertTrue(end.getMessage().contains("400, T; D"), end.getMessage());
  }

  /** A service that hangs is given up on, and asked again. */
  @Test
  void silenceIsALostConnection() throws Exception {
    CountDownLatch over = new CountDownLatch(1);
    Script script =
        (n, exchange) -> {
          if (n == 1) {
            over.await();
          }
          return StubService.NONE;
        };
    BulkSettings hasty =
        new BulkSettings(
            4,
            1 << 30,
            3,
            50,
            Duration.ofSeconds(50),
            Duration.ofMillis(5),
            Duration.ofMillis(300),
            false);
    BulkReport report = run(script, hasty, Shard.all());
    over.countDown();

    assertTrue(report.isFlawless(), report::toString);
    assertTrue(report.counts().retries() > 0);
    assertEquals(10, assertComplete());
  }

  @Test
  void namesMayBeRelativeToARoot() throws Exception {
    BulkJob job =
        new BulkJob(
            new InputFiles(List.of(Input.parse(inputs + "/deep/../deep"))),
            new ResultNames(Optional.of(inputs)),
            Shard.all(),
            BulkWork.layouts(new Documents(DocumentSettings.defaults())),
            settings(4, 3, false),
            new Listener());
    try (StubService stub = new StubService(WELL)) {
      job.run(out, at(stub));
    }
    Set<String> names = new TreeSet<>();
    lines().forEach(line -> names.add(line.path("input").asText()));
    assertEquals(Set.of("deep/c.pdf", "deep/d.png"), names);
  }

  private BulkReport run(Script script) throws Exception {
    return run(script, settings(4, 3, false), Shard.all());
  }

  private BulkReport run(Script script, BulkSettings settings, Shard shard, Path... roots)
      throws Exception {
    try (StubService stub = new StubService(script)) {
      return runAt(stub, settings, shard, roots.length == 0 ? new Path[] {inputs} : roots);
    }
  }

  private BulkReport runAt(StubService stub, BulkSettings settings, Shard shard, Path... roots)
      throws Exception {
    List<Input> found = new ArrayList<>();
    for (Path root : roots) {
      found.add(Input.parse(root.toString()));
    }
    return job(settings, shard, found).run(out, at(stub));
  }

  private BulkJob job(BulkSettings settings, Shard shard, List<Input> found) {
    return job(settings, shard, found, new Listener());
  }

  private BulkJob job(
      BulkSettings settings, Shard shard, List<Input> found, BulkListener listener) {
    return new BulkJob(
        new InputFiles(found),
        new ResultNames(Optional.of(folder)),
        shard,
        BulkWork.layouts(new Documents(DocumentSettings.defaults())),
        settings,
        listener);
  }

  private static java.util.function.Supplier<ServiceAddress> at(StubService stub) {
    return () -> new ServiceAddress(stub.address(), List.of(), Map.of("X-Priority", "bulk"));
  }

  private static BulkSettings settings(int inFlight, int window, boolean withTiming) {
    return settings(inFlight, window, withTiming, 5);
  }

  private static BulkSettings settings(int inFlight, int window, boolean withTiming, int retries) {
    return new BulkSettings(
        inFlight,
        1 << 30,
        window,
        retries,
        Duration.ofSeconds(50),
        Duration.ofMillis(5),
        Duration.ofSeconds(30),
        withTiming);
  }

  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private JsonNode line(String input) throws IOException {
    return lines().stream()
        .filter(line -> line.path("input").asText().equals(input))
        .findFirst()
        .orElseThrow(() -> new AssertionError("There is no line for " + input));
  }

  /** Each page has one line. Returns how many there are. */
  private int assertComplete() throws IOException {
    List<String> found = new ArrayList<>();
    Set<String> expected = new TreeSet<>();
    for (JsonNode line : lines()) {
      found.add(line.path("input").asText() + " " + line.path("page"));
    }
    expected.addAll(List.of("in/a.png 1", "in/b.png 1", "in/deep/d.png 1"));
    for (int page = 1; page <= StubService.PAGE_COUNT; page++) {
      expected.add("in/deep/c.pdf " + page);
    }
    Set<String> distinct = new TreeSet<>(found);
    assertEquals(distinct.size(), found.size(), found::toString);
    assertTrue(distinct.containsAll(expected), found::toString);
    return found.size();
  }

  private static byte[] sorted(Path file) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    Collections.sort(lines);
    return String.join("\n", lines).getBytes();
  }

  private class Listener implements BulkListener {

    @Override
    public Duration interval() {
      return Duration.ofMillis(20);
    }

    @Override
    public void standing(Counts counts) {
      standings.add(counts);
    }

    @Override
    public void warning(String text) {
      warnings.add(text);
    }
  }
}
