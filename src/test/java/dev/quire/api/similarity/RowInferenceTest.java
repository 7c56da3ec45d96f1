package dev.quire.api.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.api.ItemTrace;
import dev.quire.batch.FixedBatchPolicy;
import dev.quire.device.DeviceId;
import dev.quire.engine.EngineException;
import dev.quire.engine.Precision;
import dev.quire.memory.ByteBudget;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Outcome;
import dev.quire.queue.PollResult;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.RequestRefusedException.Reason;
import dev.quire.queue.Terms;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.TextResult;
import dev.quire.task.similarity.TextResult.PairScore;
import dev.quire.task.similarity.Truncation;
import dev.quire.worker.Served;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Under a clock that stands still, with batches taken by hand. */
class RowInferenceTest {

  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Terms TERMS = Terms.within(TIMEOUT);
  private static final int BYTES = 1_000;

  private final AtomicLong clock = new AtomicLong();
  private final List<Outcome> ended = Collections.synchronizedList(new ArrayList<>());
  private final RequestQueue<PreparedText, Served<TextResult>> queue =
      new RequestQueue<>(
          new QueueLimits(6, BYTES, TIMEOUT), clock::get, (client, outcome) -> ended.add(outcome));
  private final TinySimilarity tiny = TinySimilarity.crossEncoder(128);
  private final RowInference inference =
      new RowInference(tiny.task(), queue, ByteBudget.unlimited());

  @AfterEach
  void close() {
    tiny.close();
  }

  @Test
  void answersInOrderWhateverTheBatches() {
    List<PreparedText> rows = rows(3, 20, 4, 21, 12, 5);
    CompletableFuture<ServedRows> answer = run(rows);
    assertEquals(6, queue.depth());
    assertEquals(4 * (3 + 20 + 4 + 21 + 12 + 5), queue.bytes());

    List<List<Integer>> batches = new ArrayList<>();
    for (List<InferenceRequest<PreparedText, Served<TextResult>>> batch = take(2);
        !batch.isEmpty();
        batch = take(2)) {
      assertFalse(answer.isDone());
      batches.add(batch.stream().map(ticket -> ticket.payload().length()).toList());
      Collections.reverse(batch);
      batch.forEach(this::answer);
    }

    assertEquals(List.of(List.of(3, 4), List.of(20, 21), List.of(12), List.of(5)), batches);
    assertEquals(
        List.of(0.03, 0.2, 0.04, 0.21, 0.12, 0.05),
        answer.join().results().stream().map(score -> ((PairScore) score).probability()).toList());
    assertEquals(Collections.nCopies(6, Outcome.ANSWERED), ended);
  }

  @Test
  void admitsAllRowsOrNone() {
    CompletableFuture<ServedRows> first = run(rows(3, 3, 3));
    CompletableFuture<ServedRows> refused = run(rows(3, 3, 3, 3));

    assertEquals(Reason.QUEUE_FULL, failure(refused, RequestRefusedException.class).reason());
    assertEquals(3, queue.depth());
    assertEquals(3 * 12, queue.bytes());
    assertEquals(0, queue.snapshot().preparing());
    assertEquals(List.of(Outcome.REFUSED), ended);

    CompletableFuture<ServedRows> second = run(rows(4, 4, 4));
    take(9).forEach(this::answer);
    assertEquals(3, first.join().rows().size());
    assertEquals(3, second.join().rows().size());
    assertEquals(0, queue.depth());
  }

  @Test
  void refusesMoreBytesThanTheQueueHolds() {
    CompletableFuture<ServedRows> refused = run(rows(100, 100, 100));

    assertEquals(Reason.QUEUE_FULL, failure(refused, RequestRefusedException.class).reason());
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
  }

  @Test
  void refusesWhenTheServiceStops() {
    queue.close();

    CompletableFuture<ServedRows> refused = run(rows(3));

    assertEquals(Reason.SHUTTING_DOWN, failure(refused, RequestRefusedException.class).reason());
  }

  /** Two of them are with a worker already, which may end them no more. */
  @Test
  void whoLeavesTakesTheRowsAlong() {
    CompletableFuture<ServedRows> answer = run(rows(3, 3, 3, 3, 3));
    List<InferenceRequest<PreparedText, Served<TextResult>>> running = take(2);
    assertEquals(3, queue.depth());

    answer.cancel(false);

    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    assertEquals(Collections.nCopies(5, Outcome.CANCELLED), ended);
    running.forEach(this::answer);
    assertEquals(Collections.nCopies(5, Outcome.CANCELLED), ended);
  }

  @Test
  void aRowThatFailsTakesTheOthersAlong() {
    CompletableFuture<ServedRows> answer = run(rows(3, 3, 3, 3));
    List<InferenceRequest<PreparedText, Served<TextResult>>> running = take(3);
    answer(running.get(0));

    queue.fail(running.get(1), new EngineException("poison"));

    assertEquals("poison", failure(answer, EngineException.class).getMessage());
    assertEquals(0, queue.depth());
    answer(running.get(2));
    assertEquals(
        List.of(Outcome.ANSWERED, Outcome.FAILED, Outcome.CANCELLED, Outcome.CANCELLED), ended);
  }

  @Test
  void lateRowsExpire() {
    CompletableFuture<ServedRows> answer = run(rows(3, 3, 3));
    answer(take(1).get(0));

    clock.addAndGet(TIMEOUT.toNanos());
    queue.expire();

    failure(answer, RequestExpiredException.class);
    assertEquals(3, ended.size());
    assertEquals(0, queue.depth());
  }

  /** The last is the row whose run ended last, wherever it stands. */
  @Test
  void theStagesAreThoseOfTheRowServedLast() {
    ServedRows served =
        new ServedRows(
            List.of(
                row(100, 20, 5, "gpu:1", Precision.FP32),
                row(101, 30, 40, "cpu", Precision.FP16),
                row(102, 50, 5, "gpu:1", Precision.FP32)));

    assertEquals(new dev.quire.api.StageTimes(91, 30, 40, 29, 190), served.last(10).times(10, 200));
    assertEquals(List.of("cpu", "gpu:1"), served.devices());
    assertEquals("fp16", served.precision());
    assertThrows(IllegalArgumentException.class, () -> new ServedRows(List.of()));
  }

  private static ServedRows.ServedRow row(
      long created, long queue, long run, String device, Precision precision) {
    return new ServedRows.ServedRow(
        new Served<>(new PairScore(0), new DeviceId(device), precision, 1, queue, run), created);
  }

  private CompletableFuture<ServedRows> run(List<PreparedText> rows) {
    return inference.run(rows, TERMS, ItemTrace.NONE).subscribeAsCompletionStage();
  }

  private static List<PreparedText> rows(int... lengths) {
    return Arrays.stream(lengths)
        .mapToObj(
            length ->
                new PreparedText(IntStream.range(0, length).toArray(), length, Truncation.NONE))
        .toList();
  }

  private List<InferenceRequest<PreparedText, Served<TextResult>>> take(int most) {
    PollResult<PreparedText, Served<TextResult>> next = queue.poll(new FixedBatchPolicy(most, 0));
    return next instanceof PollResult.Batch<PreparedText, Served<TextResult>> batch
        ? new ArrayList<>(batch.requests())
        : List.of();
  }

  private void answer(InferenceRequest<PreparedText, Served<TextResult>> ticket) {
    queue.answer(
        ticket,
        new Served<>(
            new PairScore(ticket.payload().length() / 100.0),
            new DeviceId("cpu"),
            Precision.FP32,
            1,
            0,
            0));
  }

  private static <T extends Throwable> T failure(CompletableFuture<?> answer, Class<T> type) {
    assertTrue(answer.isDone());
    CompletionException e = assertThrows(CompletionException.class, answer::join);
    return assertInstanceOf(type, e.getCause());
  }
}
