package dev.quire.api.similarity;

import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.ItemTrace;
import dev.quire.api.ItemTracer;
import dev.quire.api.MemoryWait;
import dev.quire.api.Outcomes;
import dev.quire.api.SingleUse;
import dev.quire.api.StageRecorder;
import dev.quire.api.StageTimes;
import dev.quire.api.Timers;
import dev.quire.api.intake.BodyCost;
import dev.quire.api.problem.ProblemException;
import dev.quire.api.problem.ProblemType;
import dev.quire.api.similarity.ServedRows.ServedRow;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.model.SimilarityMode;
import dev.quire.model.SimilarityModel;
import dev.quire.queue.Outcome;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import dev.quire.task.similarity.PreparedText;
import dev.quire.task.similarity.SimilarityTask;
import dev.quire.task.similarity.TextResult;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * From a request's body to its answer: read and cut into tokens on the CPU pool, its rows queued
 * and run by workers, the answer made on the CPU pool. Nothing here blocks; when the subscriber
 * cancels, the rows leave the queue. Thread-safe.
 */
public final class SimilarityService {

  private final SimilarityModel model;
  private final SimilarityTask task;
  private final RowInference inference;
  private final CpuExecutor pool;
  private final ByteBudget heap;
  private final SimilarityLimits limits;
  private final StageRecorder recorder;
  private final ItemTracer tracer;
  private final Timers time;
  private final Outcomes outcomes;
  private final SimilarityQuestions comparisons;
  private final EmbeddingsQuestions embeddings;

  /**
   * For one model.
   *
   * @param model the one that is served
   * @param task the model's
   * @param queue the model's; with less room than a request within the limits has rows (two for
   *     each pair), that request is always refused
   * @param limits what one request may ask for
   * @param recorder hears of each answer
   * @param tracer traces each request
   * @param time the requests'
   * @param outcomes hears how each row ended, and of each request that never came to rows
   */
  public SimilarityService(
      SimilarityModel model,
      SimilarityTask task,
      RequestQueue<PreparedText, Served<TextResult>> queue,
      CpuExecutor pool,
      ByteBudget heap,
      SimilarityLimits limits,
      StageRecorder recorder,
      ItemTracer tracer,
      Timers time,
      Outcomes outcomes) {
    this.model = model;
    this.task = task;
    this.inference = new RowInference(task, queue, heap);
    this.pool = pool;
    this.heap = heap;
    this.limits = limits;
    this.recorder = recorder;
    this.tracer = tracer;
    this.time = time;
    this.outcomes = outcomes;
    this.comparisons = new SimilarityQuestions(limits);
    this.embeddings = new EmbeddingsQuestions(limits);
  }

  /**
   * An answer and the stages it went through.
   *
   * @param <T> what is to be written as JSON
   */
  record Answered<T>(T answer, StageTimes times) {}

  /** What answers call the model. */
  String model() {
    return model.name();
  }

  /**
   * Scores pairs or ranks candidates.
   *
   * @param body of {@code POST /v1/similarity}
   * @param terms for whom, how urgently and until when
   * @return fails with {@link ProblemException} if there is anything wrong with the body, else with
   *     the exceptions of {@link CpuExecutor} and {@link RowInference#run}
   */
  Uni<Answered<SimilarityAnswer>> similarity(byte[] body, Terms terms) {
    SingleUse<byte[]> passing = new SingleUse<>(body);
    return answered(
        body.length,
        () -> {
          SimilarityQuestion question = comparisons.read(passing.take());
          return new PreparedComparison(model, question, task.plan(question.pairs()));
        },
        terms);
  }

  /**
   * Embeds texts.
   *
   * @param body of {@code POST /v1/embeddings}
   * @param terms for whom, how urgently and until when
   * @return fails as {@link #similarity} does, and with {@link ProblemException} also if the model
   *     is another than the request wants, or gives no embeddings
   */
  Uni<Answered<EmbeddingsAnswer>> embeddings(byte[] body, Terms terms) {
    SingleUse<byte[]> passing = new SingleUse<>(body);
    return answered(
        body.length,
        () -> {
          EmbeddingsQuestion question = embeddings.read(passing.take());
          requireEmbedding(question);
          return PreparedEmbeddings.of(model.name(), question, task);
        },
        terms);
  }

  private void requireEmbedding(EmbeddingsQuestion question) {
    String wanted = question.model().orElse(model.name());
    if (!wanted.equals(model.name())) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "There is no model %s; there is '%s'".formatted(new Quoted(wanted), model.name()));
    }
    if (model.mode() instanceof SimilarityMode.CrossEncoder) {
      throw new ProblemException(
          ProblemType.NOT_FOUND,
          "%s is a cross-encoder, which has no embeddings; ask POST /v1/similarity for its scores"
              .formatted(model.name()));
    }
  }

  private <T> Uni<Answered<T>> answered(
      int bytes, Supplier<PreparedRequest<T>> preparation, Terms terms) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Deadline deadline = Deadline.in(terms.timeout(), time);
              ItemTrace trace = tracer.begin(terms, 0, deadline.beganNanos());
              // a request that has not been read counts as one row
              AtomicInteger rows = new AtomicInteger(1);
              Uni<Answered<T>> answer =
                  answered(bytes, counted(preparation, rows), trace.of(terms), deadline, trace);
              return outcomes.count(
                  terms.client(),
                  rows::get,
                  trace.follow(deadline.hold(answer)),
                  answered -> Outcome.ANSWERED);
            });
  }

  private <T> Supplier<PreparedRequest<T>> counted(
      Supplier<PreparedRequest<T>> preparation, AtomicInteger rows) {
    return () -> {
      PreparedRequest<T> request = withinLimits(preparation.get());
      rows.set(request.rows().size());
      return request;
    };
  }

  private <T> Uni<Answered<T>> answered(
      int bytes,
      Supplier<PreparedRequest<T>> preparation,
      Terms terms,
      Deadline deadline,
      ItemTrace trace) {
    return pool.prepare(
            CpuWork.of(SimilarityModel.SIMILARITY, terms, deadline),
            () -> {
              try (MemoryReservation reading = heap.open(terms.client(), Stage.WORK)) {
                reading.grow(BodyCost.readingBytes(bytes));
                return preparation.get();
              }
            })
        .chain(
            request ->
                MemoryWait.retrying(
                        () -> inference.run(request.rows(), deadline.left(terms), trace))
                    .chain(served -> pool.finish(() -> finish(request, served, deadline, trace))));
  }

  private <T> PreparedRequest<T> withinLimits(PreparedRequest<T> request) {
    int tokens = request.tokens();
    if (tokens > limits.tokens()) {
      throw new ProblemException(
          ProblemType.TOO_MUCH_TEXT,
          "The texts have %d tokens together; at most %d are accepted"
              .formatted(tokens, limits.tokens()));
    }
    return request;
  }

  private <T> Answered<T> finish(
      PreparedRequest<T> request, ServedRows served, Deadline deadline, ItemTrace trace) {
    deadline.check();
    long arrived = deadline.beganNanos();
    ServedRow last = served.last(arrived);
    StageTimes times = last.times(arrived, arrived + deadline.waited().toNanos());
    T answer = request.answer(served, times);
    recorder.record(times);
    trace.answered(times, last.served());
    return new Answered<>(answer, times);
  }
}
