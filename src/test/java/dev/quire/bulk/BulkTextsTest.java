package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.bulk.StubService.Fault;
import dev.quire.bulk.StubService.Script;
import dev.quire.client.FileNames;
import dev.quire.client.Input;
import dev.quire.client.InputFiles;
import dev.quire.client.ServiceAddress;
import dev.quire.support.Pages;
import dev.quire.support.Pdfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the service does: each document has one whole file, or a line that says why not. */
@Timeout(60)
class BulkTextsTest {

  private static final Script WELL = (number, exchange) -> StubService.NONE;
  private static final String PROBLEM =
      "{\"type\":\"urn:quire:problem:%s\",\"title\":\"T\",\"status\":%d,\"detail\":\"D\"}";
  private static final int[] ALL = {1, 2, 3, 4, 5, 6, 7};

  @TempDir Path folder;

  private Path inputs;
  private Path into;
  private Path out;
  private byte[] picture;
  private byte[] document;
  private List<Map.Entry<String, String>> parameters = List.of();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  @BeforeEach
  void files() throws IOException {
    inputs = Files.createDirectories(folder.resolve("in/deep")).getParent();
    into = folder.resolve("texts");
    out = folder.resolve("results.jsonl");
    picture = Pages.blank(10, 10);
    document = Pdfs.pages(100, 110, 120, 130, 140, 150, 160);
    Files.write(inputs.resolve("a.png"), picture);
    Files.write(inputs.resolve("deep/c.pdf"), document);
  }

  @ParameterizedTest
  @EnumSource(value = OutputForm.class, mode = EnumSource.Mode.EXCLUDE, names = "JSON")
  void eachDocumentHasItsFileAndALine(OutputForm form) throws Exception {
    BulkReport report = run(WELL, form);

    assertTrue(report.isFlawless());
    assertEquals(new Counts(2, true, 2, 2, 0, 2, 0, 0, 0), report.counts());
    assertEquals(
        Map.of(
            "in/a.png" + form.ending(), StubService.text(picture, 1),
            "in/deep/c.pdf" + form.ending(), StubService.text(document, ALL)),
        made());
    JsonNode result = line("in/deep/c.pdf").path("result");
    assertEquals(StubService.text(document, ALL).getBytes().length, result.path("bytes").asInt());
    assertTrue(result.path("complete").asBoolean());
    assertEquals(
        into.resolve("in/deep/c.pdf" + form.ending()).toString(), result.path("file").asText());
    assertTrue(
        asked.stream().allMatch(accept -> accept.startsWith("/v1/read " + form.mediaType())),
        asked::toString);
  }

  @Test
  void pagesAreLinesOfJsonWithoutWhatDiffersFromRunToRun() throws Exception {
    assertTrue(run(WELL, OutputForm.JSON).isFlawless());

    Path lines = into.resolve("in/deep/c.pdf.jsonl");
    List<JsonNode> pages = new ArrayList<>();
    for (String line : Files.readAllLines(lines)) {
      pages.add(new ObjectMapper().readTree(line));
    }
    assertEquals(
        List.of(1, 2, 3, 4, 5, 6, 7), pages.stream().map(p -> p.path("page").asInt()).toList());
    assertEquals("текст", pages.get(2).at("/regions/0/label").asText());
    assertFalse(Files.readString(lines).contains("timing"));
    assertEquals(Files.size(lines), line("in/deep/c.pdf").at("/result/bytes").asLong());
  }

  @Test
  void filesMayBeBesideTheirDocuments() throws Exception {
    into = null;
    assertTrue(run(WELL, OutputForm.MARKDOWN).isFlawless());
    assertEquals(
        StubService.text(document, ALL), Files.readString(inputs.resolve("deep/c.pdf.md")));
    assertEquals(2, run(WELL, OutputForm.MARKDOWN).counts().before());
  }

  @Test
  void namesThatNoLocaleHasAreKept() throws Exception {
    Path odd = inputs.resolve(FileNames.path("caf\\xE9.png"));
    Files.write(odd, picture);
    assertTrue(run(WELL, OutputForm.TEXT).isFlawless());

    Path made = into.resolve(FileNames.path("in/caf\\xE9.png.txt"));
    assertEquals(StubService.text(picture, 1), Files.readString(made));
    assertEquals(3, run(WELL, OutputForm.TEXT).counts().before());
  }

  /** Nothing goes right the first time, and whatever can go wrong does. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whateverGoesWrongFilesAreWhole(long seed) throws Exception {
    Random random = new Random(seed);
    List<Fault> faults =
        List.of(
            new Fault.Status(503, PROBLEM.formatted("overloaded", 503), "0"),
            new Fault.Status(500, PROBLEM.formatted("inference-failed", 500), null),
            new Fault.Status(502, "", null),
            new Fault.Lost(0),
            new Fault.Lost(2),
            new Fault.PageErrors(504, List.of(1, 2, 3)),
            new Fault.Nonsense(),
            StubService.NONE);
    for (OutputForm form : List.of(OutputForm.MARKDOWN, OutputForm.JSON)) {
      out = folder.resolve(form + ".jsonl");
      BulkReport report =
          run(
              (n, exchange) -> {
                synchronized (random) {
                  return faults.get(random.nextInt(faults.size()));
                }
              },
              form,
              1_000);
      assertTrue(report.isFlawless(), report::toString);
    }

    Map<String, String> troubled = made();
    assertEquals(4, troubled.size());
    into = folder.resolve("calm");
    for (OutputForm form : List.of(OutputForm.MARKDOWN, OutputForm.JSON)) {
      out = folder.resolve("calm-" + form + ".jsonl");
      run(WELL, form);
    }
    assertEquals(made(), troubled);
  }

  /** The service answers a whole document as its first page that fails. */
  @ParameterizedTest
  @ValueSource(ints = {422, 500})
  void pagesThatCannotBeReadAreMissingInTheFileAndNamedInTheLine(int status) throws Exception {
    Script script = (n, exchange) -> new Fault.PageErrors(status, List.of(2, 5));
    BulkReport report = run(script, OutputForm.MARKDOWN, 1);

    assertFalse(report.isFlawless());
    assertEquals(1, report.counts().results());
    assertEquals(1, report.counts().problems());
    assertEquals(StubService.text(document, 1, 3, 4, 6, 7), made().get("in/deep/c.pdf.md"));
    JsonNode result = line("in/deep/c.pdf").path("result");
    assertFalse(result.path("complete").asBoolean());
    assertEquals(List.of(2, 5), missing(result));
    assertEquals(status, result.at("/missing/0/problem/status").asInt());
    assertTrue(asked.get(asked.size() - 1).endsWith(" pages=1,3-4,6-7"), asked::toString);

    BulkReport again = run(script, OutputForm.MARKDOWN, 1);
    assertEquals(2, again.counts().before());
    assertEquals(1, again.problemsBefore());
  }

  @Test
  void linesOfJsonHaveTheProblemsOfPages() throws Exception {
    run((n, exchange) -> new Fault.PageErrors(422, List.of(3)), OutputForm.JSON);

    assertEquals(List.of(3), missing(line("in/deep/c.pdf").path("result")));
    List<String> lines = Files.readAllLines(into.resolve("in/deep/c.pdf.jsonl"));
    assertEquals(7, lines.size());
    assertEquals(422, new ObjectMapper().readTree(lines.get(2)).at("/error/status").asInt());
  }

  @Test
  void aDocumentThatCannotBeReadHasAProblemAndNoFileAndTheOthersAreUnharmed() throws Exception {
    Files.write(inputs.resolve("empty.pdf"), new byte[0]);
    Script script =
        (n, exchange) ->
            exchange.getRequestHeaders().getFirst("Content-Type").equals("application/pdf")
                ? new Fault.Status(422, PROBLEM.formatted("invalid-document", 422), null)
                : StubService.NONE;
    BulkReport report = run(script, OutputForm.MARKDOWN);

    assertEquals(1, report.counts().results());
    assertEquals(2, report.counts().problems());
    assertEquals(Set.of("in/a.png.md"), made().keySet());
    assertEquals(422, line("in/deep/c.pdf").at("/problem/status").asInt());
    assertTrue(line("in/empty.pdf").at("/problem/title").asText().contains("empty"));

    int before = asked.size();
    BulkReport again = run(script, OutputForm.MARKDOWN);
    assertEquals(before, asked.size());
    assertEquals(2, again.problemsBefore());
  }

  @Test
  void aFileOfTheUserIsNeverWrittenOver() throws Exception {
    Path theirs = Files.createDirectories(into.resolve("in/deep")).resolve("c.pdf.md");
    Files.writeString(theirs, "notes");
    for (int i = 0; i < 2; i++) {
      BulkReport report = run(WELL, OutputForm.MARKDOWN);
      assertEquals(1, report.unreadable());
      assertFalse(report.isFlawless());
      assertEquals("notes", Files.readString(theirs));
      assertTrue(warnings.get(i).contains(theirs.toString()), warnings::toString);
    }
    Files.delete(theirs);
    assertTrue(run(WELL, OutputForm.MARKDOWN).isFlawless());
    assertEquals(StubService.text(document, ALL), Files.readString(theirs));

    Files.writeString(theirs, "more notes");
    assertEquals(1, run(WELL, OutputForm.MARKDOWN).unreadable());
    assertEquals("more notes", Files.readString(theirs));
  }

  /** Not even one that comes while the document is read. */
  @Test
  void aFileThatComesMeanwhileIsKept() throws Exception {
    Path theirs = into.resolve("in/deep/c.pdf.md");
    Script script =
        (n, exchange) -> {
          if (exchange.getRequestHeaders().getFirst("Content-Type").equals("application/pdf")) {
            Files.createDirectories(theirs.getParent());
            Files.writeString(theirs, "notes");
          }
          return StubService.NONE;
        };
    BulkReport report = run(script, OutputForm.MARKDOWN);

    assertEquals(1, report.counts().problems());
    assertEquals("notes", Files.readString(theirs));
    assertTrue(line("in/deep/c.pdf").at("/problem/type").asText().endsWith("file-exists"));
    assertEquals(2, made().size());
  }

  @Test
  void aFileThatWasRemovedIsMadeAgain() throws Exception {
    run(WELL, OutputForm.TEXT);
    Files.delete(into.resolve("in/a.png.txt"));
    BulkReport report = run(WELL, OutputForm.TEXT);

    assertEquals(1, report.counts().results());
    assertEquals(1, report.counts().before());
    assertEquals(2, made().size());
  }

  /** A killed process leaves lines, a cut one, and the part of a file, or a line without a file. */
  @Test
  void aJobThatWasKilledGoesOnWhereItWas() throws Exception {
    run(WELL, OutputForm.MARKDOWN);
    Map<String, String> expected = made();
    byte[] whole = Files.readAllBytes(out);
    for (int length = 0; length <= whole.length; length += 31) {
      into = folder.resolve("cut-" + length);
      Files.write(out, Arrays.copyOf(whole, length));
      Files.createDirectories(into.resolve("in/deep"));
      Path part = OutputFile.of(into.resolve("in/deep/c.pdf.md"), out, "in/deep/c.pdf").part();
      Files.writeString(part, "Seite 1 von");

      assertTrue(run(WELL, OutputForm.MARKDOWN).isFlawless(), "cut at " + length);
      assertEquals(expected, made(), "cut at " + length);
    }
  }

  @Test
  void otherParametersAreAnotherJob() throws Exception {
    parameters = List.of(Map.entry("text", "ocr"));
    run(WELL, OutputForm.MARKDOWN);
    assertTrue(asked.get(0).endsWith(" text=ocr"), asked::toString);
    byte[] before = Files.readAllBytes(out);
    assertEquals(2, run(WELL, OutputForm.MARKDOWN).counts().before());

    BulkException form = assertThrows(BulkException.class, () -> run(WELL, OutputForm.TEXT));
    parameters = List.of(Map.entry("text", "layer"));
    BulkException text = assertThrows(BulkException.class, () -> run(WELL, OutputForm.MARKDOWN));
    for (BulkException other : List.of(form, text)) {
      assertTrue(other.getMessage().contains("text=ocr"), other.getMessage());
      assertTrue(other.getMessage().contains("another --out"), other.getMessage());
    }
    assertEquals(new String(before), Files.readString(out));
  }

  @Test
  void pagesThatTheUserChoseAreThoseThatCount() throws Exception {
    Files.delete(inputs.resolve("a.png"));
    parameters = List.of(Map.entry("pages", "2-4"));
    run((n, exchange) -> new Fault.PageErrors(422, List.of(3, 6)), OutputForm.MARKDOWN);

    assertEquals(Map.of("in/deep/c.pdf.md", StubService.text(document, 2, 4)), made());
    assertEquals(List.of(3), missing(line("in/deep/c.pdf").path("result")));
  }

  @Test
  void aWrongParameterEndsTheJobAtOnce() {
    String invalid = PROBLEM.formatted("invalid-parameter", 400);
    BulkException end =
        assertThrows(
            BulkException.class,
            () -> run((n, e) -> new Fault.Status(400, invalid, null), OutputForm.MARKDOWN));
    assertTrue(end.getMessage().contains("400, T; D"), end.getMessage());
  }

  /** Otherwise the next run would read what this one has made. */
  @Test
  void documentsThatTheJobItselfWouldFindAreNotMade() {
    into = null;
    BulkException end = assertThrows(BulkException.class, () -> run(WELL, OutputForm.PDF));
    assertTrue(end.getMessage().contains("--into"), end.getMessage());
    into = folder;
    assertThrows(BulkException.class, () -> run(WELL, OutputForm.PDF));
    assertEquals(List.of(), asked);
  }

  @Test
  void whatWouldBeOutsideOfTheFolderIsAProblem() throws Exception {
    try (StubService stub = new StubService(WELL)) {
      BulkReport report =
          job(
                  OutputForm.TEXT,
                  settings(5, Duration.ofSeconds(30)),
                  inputs.resolve("deep"),
                  inputs.resolve("a.png"))
              .run(out, at(stub));
      assertEquals(1, report.counts().problems());
    }
    assertTrue(lines().get(0).at("/problem/detail").asText().contains("--relative-to"));
    assertFalse(Files.exists(into));
  }

  /** A page that answers instead of the service is not taken for a text. */
  @Test
  void anAnswerOfAnotherTypeIsAFailure() throws Exception {
    BulkReport report =
        run((n, exchange) -> n <= 2 ? new Fault.Nonsense() : StubService.NONE, OutputForm.MARKDOWN);
    assertTrue(report.isFlawless());
    assertEquals(2, report.counts().retries());
    assertFalse(made().toString().contains("JSON"));
  }

  /** Who was given up on is not mixed with who is asked instead. */
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
    try (StubService stub = new StubService(recorded(script))) {
      BulkSettings hasty = settings(50, Duration.ofMillis(300));
      BulkReport report = job(OutputForm.TEXT, hasty, folder, inputs).run(out, at(stub));
      over.countDown();
      assertTrue(report.isFlawless(), report::toString);
      assertTrue(report.counts().retries() > 0);
    }
    assertEquals(2, made().size());
  }

  private BulkReport run(Script script, OutputForm form) throws Exception {
    return run(script, form, 5);
  }

  private BulkReport run(Script script, OutputForm form, int retries) throws Exception {
    try (StubService stub = new StubService(recorded(script))) {
      return job(form, settings(retries, Duration.ofSeconds(30)), folder, inputs)
          .run(out, at(stub));
    }
  }

  private Script recorded(Script script) {
    return (n, exchange) -> {
      asked.add(
          "%s %s %s"
              .formatted(
                  exchange.getRequestURI().getPath(),
                  exchange.getRequestHeaders().getFirst("Accept"),
                  exchange.getRequestURI().getQuery()));
      return script.fault(n, exchange);
    };
  }

  private BulkJob job(OutputForm form, BulkSettings settings, Path root, Path input) {
    return new BulkJob(
        new InputFiles(List.of(Input.parse(input.toString()))),
        new ResultNames(Optional.of(root)),
        Shard.all(),
        BulkWork.texts(new Outputs(form, Optional.ofNullable(into), parameters)),
        settings,
        new Listener());
  }

  private static BulkSettings settings(int retries, Duration silence) {
    return new BulkSettings(
        4, 1 << 30, 3, retries, Duration.ofSeconds(50), Duration.ofMillis(5), silence, false);
  }

  private Supplier<ServiceAddress> at(StubService stub) {
    return () -> new ServiceAddress(stub.address(), parameters, Map.of("X-Priority", "bulk"));
  }

  /** All files below the folder, hidden ones too. */
  private Map<String, String> made() throws IOException {
    Map<String, String> made = new TreeMap<>();
    try (Stream<Path> files = Files.walk(into)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        made.put(into.relativize(file).toString(), Files.readString(file));
      }
    }
    return made;
  }

  /** The lines of documents, the heading apart. */
  private List<JsonNode> lines() throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      lines.add(new ObjectMapper().readTree(line));
    }
    assertTrue(lines.remove(0).has("job"));
    return lines;
  }

  /** The last line of a document. */
  private JsonNode line(String input) throws IOException {
    return lines().stream()
        .filter(line -> line.path("input").asText().equals(input))
        .reduce((first, second) -> second)
        .orElseThrow(() -> new AssertionError("There is no line for " + input));
  }

  private static List<Integer> missing(JsonNode result) {
    Set<Integer> pages = new TreeSet<>();
    result.path("missing").forEach(page -> pages.add(page.path("page").asInt()));
    return List.copyOf(pages);
  }

  private class Listener implements BulkListener {

    @Override
    public Duration interval() {
      return Duration.ofMillis(20);
    }

    @Override
    public void standing(Counts counts) {
      // nobody watches
    }

    @Override
    public void warning(String text) {
      warnings.add(text);
    }
  }
}
