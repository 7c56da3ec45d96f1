package dev.quire.api.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.api.CpuExecutor;
import dev.quire.api.HandTime;
import dev.quire.api.ItemTrace;
import dev.quire.api.Outcomes;
import dev.quire.api.StageRecorder;
import dev.quire.api.StageTimes;
import dev.quire.api.Timers;
import dev.quire.api.problem.Problem;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.similarity.SimilarityAnswer.Ranked;
import dev.quire.api.similarity.SimilarityAnswer.RankedCandidate;
import dev.quire.api.similarity.SimilarityAnswer.Scores;
import dev.quire.api.similarity.SimilarityAnswer.TruncatedCandidate;
import dev.quire.api.similarity.SimilarityAnswer.TruncatedPair;
import dev.quire.api.similarity.SimilarityService.Answered;
import dev.quire.engine.EngineException;
import dev.quire.memory.ByteBudget;
import dev.quire.model.SimilarityModel;
import dev.quire.queue.Outcome;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.Terms;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.TextResult;
import dev.quire.threads.PoolThreads;
import dev.quire.threads.WatchedThreads;
import dev.quire.worker.Served;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.mutiny.Uni;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** With a model whose results can be worked out; see {@link TinySimilarity}. */
class SimilarityServiceTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Terms TERMS = Terms.within(Duration.ofSeconds(20));

  private final List<Outcome> ended = Collections.synchronizedList(new ArrayList<>());
  private final RequestQueue<PreparedText, Served<TextResult>> queue =
      new RequestQueue<>(
          new QueueLimits(12, 10_000, Duration.ofMinutes(1)),
          System::nanoTime,
          (client, outcome) -> ended.add(outcome));
  private final List<Outcome> counted = Collections.synchronizedList(new ArrayList<>());
  private final PoolThreads threads = new WatchedThreads(2, Duration.ofHours(1), System::nanoTime);
  private final CpuExecutor pool = new CpuExecutor(threads, 4, System::nanoTime);
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final ObjectMapper json = new ObjectMapper();
  private TinySimilarity tiny;
  private RowWorker worker;

  @AfterEach
  void close() throws Exception {
    if (worker != null) {
      worker.close();
    }
    tiny.close();
    threads.close();
  }

  @Test
  void aCrossEncoderScoresPairsInTheirOrder() {
    SimilarityService service = serving(TinySimilarity.crossEncoder(8));

    Scores scores =
        scores(
            service,
            """
            {"pairs": [{"a": "a", "b": "z"}, {"a": "c d e f", "b": "d"}, {"a": "b", "b": "b"},
             {"a": "m", "b": "c"}]}
            """);

    assertEquals("tiny", scores.model());
    assertEquals("cross-encoder", scores.mode());
    assertEquals("probability", scores.measure().id());
    assertEquals(List.of(0.25, 0.01, 0.0, 0.1), scores.scores());
    assertEquals(List.of(), scores.truncated());
    assertEquals(4, scores.rows());
    assertEquals(5 + 8 + 5 + 5, scores.tokens());
    assertEquals(List.of("cpu"), scores.devices());
    assertEquals("fp32", scores.precision());
  }

  @Test
  void aBiEncoderReadsEachSentenceOnce() {
    SimilarityService service = serving(TinySimilarity.biEncoder(8));

    Scores scores =
        scores(
            service,
            """
            {"pairs": [{"a": "a", "b": "b"}, {"a": "b", "b": "a"}, {"a": "a", "b": "a"},
             {"a": "c", "b": "a"}]}
            """);

    assertEquals("bi-encoder", scores.mode());
    assertEquals("cosine", scores.measure().id());
    List<Double> expected = List.of(Math.cos(1), Math.cos(1), 1.0, Math.cos(2));
    for (int i = 0; i < expected.size(); i++) {
      assertEquals(expected.get(i), scores.scores().get(i), 1e-6);
    }
    assertEquals(3, scores.rows());
    assertEquals(3, worker.seen().size());
    assertEquals(9, scores.tokens());
  }

  @Test
  void theBestCandidatesComeFirstAndEqualsInTheirOrder() {
    SimilarityService service = serving(TinySimilarity.crossEncoder(8));
    String question = "{\"source\": \"a\", \"candidates\": [\"c\",\"e\",\"a\",\"e\",\"d\"]%s}";

    assertEquals(
        List.of(
            new RankedCandidate(1, 0.04),
            new RankedCandidate(3, 0.04),
            new RankedCandidate(4, 0.03),
            new RankedCandidate(0, 0.02),
            new RankedCandidate(2, 0)),
        ranked(service, question.formatted("")).ranked());
    assertEquals(
        List.of(new RankedCandidate(1, 0.04), new RankedCandidate(3, 0.04)),
        ranked(service, question.formatted(", \"top_k\": 2")).ranked());
    assertEquals(5, ranked(service, question.formatted(", \"top_k\": 50")).ranked().size());
  }

  /** Noise of the last digits, as batches bring it, makes no order. */
  @Test
  void scoresThatDifferByNoiseAreEqual() {
    tiny = TinySimilarity.crossEncoder(8);
    int[] calls = {0};
    SimilarityService service =
        serving(tiny, row -> new TextResult.PairScore(0.5 + 1e-8 * calls[0]++));

    assertEquals(
        List.of(0, 1, 2, 3, 4),
        ranked(service, "{\"source\": \"a\", \"candidates\": [\"b\",\"c\",\"d\",\"e\",\"f\"]}")
            .ranked()
            .stream()
            .map(RankedCandidate::index)
            .toList());
  }

  /** Of 8 tokens a cross-encoder has 5 for texts, a bi-encoder 6. */
  @Test
  void whatIsCutOffIsSaid() {
    SimilarityService cross = serving(TinySimilarity.crossEncoder(8));
    String pairs =
        """
        {"pairs": [{"a": "a", "b": "b"}, {"a": "a b c d e f g", "b": "h"},
         {"a": "a b c d", "b": "a b c d"}]}
        """;
    Scores scores = scores(cross, pairs);

    assertEquals(
        List.of(new TruncatedPair(1, 3, 0), new TruncatedPair(2, 1, 2)), scores.truncated());
    assertEquals(5 + 8 + 8, scores.tokens());
  }

  /** Of candidates that are not wanted, too: who knows where they would be with their ends. */
  @Test
  void whatIsCutOffOfCandidatesIsSaid() {
    SimilarityService bi = serving(TinySimilarity.biEncoder(8));

    Ranked ranked =
        ranked(
            bi,
            "{\"source\": \"a b\", \"candidates\": [\"a\", \"m b c d e f g h\"], \"top_k\": 1}");

    assertEquals(List.of(new RankedCandidate(0, 1)), ranked.ranked());
    assertEquals(List.of(new TruncatedCandidate(1, 0, 2)), ranked.truncated());
    assertEquals(
        List.of(new TruncatedCandidate(0, 1, 0)),
        ranked(bi, "{\"source\": \"a b c d e f g\", \"candidates\": [\"a\"]}").truncated());
  }

  @Test
  void theAnswersHaveTheirFieldsAlone() throws Exception {
    SimilarityService service = serving(TinySimilarity.crossEncoder(8));
    Answered<SimilarityAnswer> answered =
        await(service.similarity(body("{\"pairs\": [{\"a\": \"a\", \"b\": \"b\"}]}"), TERMS));

    JsonNode scores = json.valueToTree(answered.answer());

    List<String> fields = new ArrayList<>();
    scores.fieldNames().forEachRemaining(fields::add);
    assertEquals(
        List.of(
            "model",
            "mode",
            "measure",
            "scores",
            "rows",
            "tokens",
            "timing",
            "devices",
            "precision"),
        fields);
    assertEquals("probability", scores.get("measure").textValue());
    assertEquals(
        List.of("prepare_ms", "queue_ms", "run_ms", "finish_ms", "total_ms"),
        new ArrayList<>(scores.get("timing").properties().stream().map(e -> e.getKey()).toList()));
    assertEquals(
        "{\"index\":1,\"a\":3,\"b\":0}", json.writeValueAsString(new TruncatedPair(1, 3, 0)));
  }

  @Test
  void theStagesAddUpAndAreRecorded() {
    SimilarityService service = serving(TinySimilarity.crossEncoder(8));

    StageTimes times =
        await(service.similarity(body("{\"pairs\": [{\"a\": \"a\", \"b\": \"b\"}]}"), TERMS))
            .times();

    assertEquals(times.total(), times.prepare() + times.queue() + times.run() + times.finish());
    assertTrue(times.prepare() > 0 && times.queue() > 0 && times.finish() > 0, times::toString);
    assertEquals(1_000, times.run());
    for (String stage : List.of("prepare", "queue", "run", "finish", "total")) {
      assertEquals(
          1, registry.get("quire.stage").tags("model", "tiny", "stage", stage).timer().count());
    }
  }

  @Test
  void tooManyTokensAreRefusedBeforeTheyAreQueued() {
    SimilarityService service = serving(TinySimilarity.crossEncoder(8));
    String pair = "{\"a\": \"a b c d\", \"b\": \"e\"}";

    assertEquals(
        40, scores(service, "{\"pairs\": [" + (pair + ",").repeat(4) + pair + "]}").tokens());
    Problem problem =
        problem(
            service.similarity(
                body("{\"pairs\": [" + (pair + ",").repeat(5) + pair + "]}"), TERMS));

    assertEquals("urn:quire:problem:too-much-text", problem.type());
    assertEquals("The texts have 48 tokens together; at most 40 are accepted", problem.detail());
    assertEquals(5, ended.size());
  }

  @Test
  void badBodiesNeverReachTheQueue() {
    SimilarityService service = serving(TinySimilarity.crossEncoder(8));

    Problem problem = problem(service.similarity(body("{\"pairs\": [{}]}"), TERMS));

    assertEquals("pairs[0].a is missing", problem.detail());
    assertEquals(List.of(), ended);
  }

  @Test
  void moreRowsThanTheQueueHasRoomForAreRefused() {
    tiny = TinySimilarity.biEncoder(8);
    SimilarityService service = service(tiny);
    assertInstanceOf(
        RequestRefusedException.class, failure(service.similarity(thirteenTexts(), TERMS)));
    assertEquals(0, queue.depth());
  }

  @Test
  void whoLeavesTakesTheRowsAlong() {
    tiny = TinySimilarity.biEncoder(8);
    CompletableFuture<Answered<SimilarityAnswer>> answer =
        service(tiny)
            .similarity(body("{\"source\": \"a\", \"candidates\": [\"b\", \"c\"]}"), TERMS)
            .subscribeAsCompletionStage();
    until(() -> queue.depth() == 3);

    answer.cancel(false);

    until(() -> ended.size() == 3);
    assertEquals(Collections.nCopies(3, Outcome.CANCELLED), ended);
    assertEquals(0, queue.depth());
  }

  /** Nobody polls the queue, so nothing but the request itself watches the time. */
  @Test
  void theTimeoutTakesTheRowsAlong() {
    tiny = TinySimilarity.biEncoder(8);
    CompletableFuture<Answered<SimilarityAnswer>> answer =
        service(tiny)
            .similarity(
                body("{\"source\": \"a\", \"candidates\": [\"b\", \"c\"]}"),
                Terms.within(Duration.ofSeconds(2)))
            .subscribeAsCompletionStage();
    until(() -> queue.depth() == 3);

    CompletionException e = assertThrows(CompletionException.class, answer::join);

    assertInstanceOf(RequestExpiredException.class, e.getCause());
    until(() -> ended.size() == 3);
    assertEquals(Collections.nCopies(3, Outcome.CANCELLED), ended);
    assertEquals(0, queue.depth());
  }

  /** While the pool's threads are busy, not even a body that is no JSON is found out. */
  @Test
  void nothingIsReadOnTheCallersThread() {
    tiny = TinySimilarity.biEncoder(8);
    CountDownLatch gate = new CountDownLatch(1);
    for (int thread = 0; thread < 2; thread++) {
      pool.finish(() -> opened(gate)).subscribe().with(ignored -> {});
    }
    CompletableFuture<Answered<EmbeddingsAnswer>> answer =
        service(tiny).embeddings(body("Dear Sir"), TERMS).subscribeAsCompletionStage();

    assertFalse(answer.isDone());

    gate.countDown();
    CompletionException e = assertThrows(CompletionException.class, answer::join);
    assertInstanceOf(ProblemException.class, e.getCause());
  }

  private static boolean opened(CountDownLatch gate) {
    try {
      return gate.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aRowThatTheModelFailsOnFailsItsRequestAlone() {
    tiny = TinySimilarity.crossEncoder(8);
    SimilarityService service =
        serving(
            tiny,
            row -> {
              if (row.ids()[1] == 30) {
                throw new EngineException("poison");
              }
              return tiny.result(row);
            });

    assertInstanceOf(
        EngineException.class,
        failure(
            service.similarity(
                body("{\"source\": \"z\", \"candidates\": [\"b\", \"c\"]}"), TERMS)));
    assertEquals(
        List.of(0.01), scores(service, "{\"pairs\": [{\"a\": \"a\", \"b\": \"b\"}]}").scores());
    assertEquals(0, queue.depth());
  }

  @Test
  void embedsTextsOnceAndAnswersEach() {
    SimilarityService service = serving(TinySimilarity.biEncoder(8));

    JsonNode answer =
        embeddings(service, "{\"input\": [\"b\", \"a b c d e f g\", \"b\"], \"model\": \"tiny\"}");

    assertEquals(2, worker.seen().size());
    assertEquals("list", answer.get("object").textValue());
    assertEquals("tiny", answer.get("model").textValue());
    assertEquals(3, answer.get("data").size());
    for (int i = 0; i < 3; i++) {
      JsonNode entry = answer.get("data").get(i);
      int id = i == 1 ? 5 : 6;
      assertEquals("embedding", entry.get("object").textValue());
      assertEquals(i, entry.get("index").intValue());
      assertEquals(2, entry.get("embedding").size());
      assertEquals(Math.cos(id), entry.get("embedding").get(0).doubleValue(), 1e-7);
      assertEquals(Math.sin(id), entry.get("embedding").get(1).doubleValue(), 1e-7);
    }
    assertEquals(3 + 8 + 3, answer.at("/usage/prompt_tokens").intValue());
    assertEquals(3 + 8 + 3, answer.at("/usage/total_tokens").intValue());
    assertEquals("[{\"index\":1,\"tokens\":1}]", answer.get("truncated").toString());
  }

  @Test
  void base64HasTheSameValues() {
    SimilarityService service = serving(TinySimilarity.biEncoder(8));

    JsonNode numbers = embeddings(service, "{\"input\": \"k\"}");
    JsonNode base64 =
        embeddings(
            service, "{\"input\": \"k\", \"encoding_format\": \"base64\", \"dimensions\": 2}");

    ByteBuffer bytes =
        ByteBuffer.wrap(Base64.getDecoder().decode(base64.at("/data/0/embedding").textValue()))
            .order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(8, bytes.remaining());
    assertEquals(numbers.at("/data/0/embedding/0").floatValue(), bytes.getFloat());
    assertEquals(numbers.at("/data/0/embedding/1").floatValue(), bytes.getFloat());
    assertNull(numbers.get("truncated"));
  }

  @Test
  void otherModelsAndDimensionsAreRefused() {
    SimilarityService service = serving(TinySimilarity.biEncoder(8));

    Problem model =
        problem(service.embeddings(body("{\"input\": \"a\", \"model\": \"ada\\ud800\"}"), TERMS));
    Problem dimensions =
        problem(service.embeddings(body("{\"input\": \"a\", \"dimensions\": 3}"), TERMS));

    assertEquals("There is no model 'ada?'; there is 'tiny'", model.detail());
    assertEquals(404, model.status());
    assertEquals("dimensions must be 2, which is what tiny has, not 3", dimensions.detail());
    assertEquals(400, dimensions.status());
  }

  @Test
  void aCrossEncoderHasNoEmbeddings() {
    SimilarityService service = serving(TinySimilarity.crossEncoder(8));

    Problem problem = problem(service.embeddings(body("{\"input\": \"a\"}"), TERMS));

    assertEquals(404, problem.status());
    assertEquals(
        "tiny is a cross-encoder, which has no embeddings; ask POST /v1/similarity for its scores",
        problem.detail());
    assertEquals(List.of(), ended);
  }

  @Test
  void eachRowIsCounted() {
    SimilarityService service = serving(TinySimilarity.crossEncoder(8));
    scores(service, "{\"pairs\": [{\"a\": \"a\", \"b\": \"b\"}, {\"a\": \"c\", \"b\": \"d\"}]}");
    problem(service.similarity(body("Dear Sir"), TERMS));
    problem(service.embeddings(body("{\"input\": \"a\"}"), TERMS));

    assertEquals(
        List.of(Outcome.ANSWERED, Outcome.ANSWERED, Outcome.INVALID, Outcome.INVALID), counted);
  }

  @Test
  void rowsThatAreRefusedTogetherAreCountedEach() {
    tiny = TinySimilarity.biEncoder(8);
    failure(service(tiny).similarity(thirteenTexts(), TERMS));
    assertEquals(Collections.nCopies(13, Outcome.REFUSED), counted);
  }

  /** No thread ever has time for it, and its end comes at its deadline nevertheless. */
  @Test
  void theTimeoutHoldsWhileARequestWaitsForAProcessor() {
    tiny = TinySimilarity.biEncoder(8);
    HandTime time = new HandTime();
    List<Runnable> turns = new ArrayList<>();
    CpuExecutor busy = new CpuExecutor(PoolThreads.of(turns::add), 4, time::nanoTime);
    CompletableFuture<Answered<SimilarityAnswer>> answer =
        service(tiny, busy, time)
            .similarity(
                body("{\"pairs\": [{\"a\": \"a\", \"b\": \"b\"}]}"),
                Terms.within(Duration.ofMillis(200)))
            .subscribeAsCompletionStage();

    time.pass(Duration.ofMillis(199));
    assertFalse(answer.isDone());
    time.pass(Duration.ofMillis(1));

    CompletionException e = assertThrows(CompletionException.class, answer::join);
    RequestExpiredException expired = assertInstanceOf(RequestExpiredException.class, e.getCause());
    assertEquals(Duration.ofMillis(200), expired.waited());
    assertEquals(List.of(Outcome.EXPIRED), counted);
    assertEquals(0, busy.pending(SimilarityModel.SIMILARITY));
    turns.forEach(Runnable::run);
    assertEquals(List.of(), ended);
  }

  private SimilarityService serving(TinySimilarity model) {
    tiny = model;
    return serving(model, model::result);
  }

  private SimilarityService serving(
      TinySimilarity model, Function<PreparedText, TextResult> results) {
    worker = new RowWorker(queue, results);
    return service(model);
  }

  private SimilarityService service(TinySimilarity model) {
    return service(model, pool, Timers.system());
  }

  private SimilarityService service(TinySimilarity model, CpuExecutor threads, Timers time) {
    return new SimilarityService(
        model.model(),
        model.task(),
        queue,
        threads,
        ByteBudget.unlimited(),
        new SimilarityLimits(20, 100, 1_000, 40),
        new StageRecorder(registry, "tiny"),
        (request, page, arrivedNanos) -> ItemTrace.NONE,
        time,
        new Outcomes((client, outcome) -> counted.add(outcome)));
  }

  private static byte[] thirteenTexts() {
    StringBuilder body = new StringBuilder("{\"source\": \"a\", \"candidates\": [\"b\"");
    for (char letter = 'c'; letter < 'n'; letter++) {
      body.append(",\"").append(letter).append('"');
    }
    return body(body + "]}");
  }

  private static byte[] body(String json) {
    return json.getBytes(StandardCharsets.UTF_8);
  }

  private static Scores scores(SimilarityService service, String body) {
    return (Scores) await(service.similarity(body(body), TERMS)).answer();
  }

  private static Ranked ranked(SimilarityService service, String body) {
    return (Ranked) await(service.similarity(body(body), TERMS)).answer();
  }

  private JsonNode embeddings(SimilarityService service, String body) {
    return json.valueToTree(await(service.embeddings(body(body), TERMS)).answer());
  }

  private static <T> T await(Uni<T> answer) {
    return answer.await().atMost(PATIENCE);
  }

  private static Problem problem(Uni<?> answer) {
    return assertInstanceOf(ProblemException.class, failure(answer)).problem();
  }

  private static Throwable failure(Uni<?> answer) {
    return assertThrows(RuntimeException.class, () -> await(answer));
  }

  private static void until(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "It never came true");
      Thread.onSpinWait();
    }
  }
}
