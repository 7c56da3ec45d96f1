package dev.quire.bench;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.AdaptiveBatching;
import dev.quire.batch.Bucket;
import dev.quire.batch.ServiceRate;
import dev.quire.queue.BatchConsumer;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.PollResult;
import dev.quire.queue.Priority;
import dev.quire.queue.QueueLimits;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Terms;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * The queue's hot paths: what one ticket costs from its offer to its answer, in batches of 16,
 * while a given number of others wait. Growth with the depth must stay logarithmic. Run it with
 * {@code ./mvnw -Pbenchmark test-compile exec:exec@jmh}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class QueueJmh {

  private static final int BATCH = 16;
  private static final Bucket BUCKET = new Bucket("640x640", 640 * 640);
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  @Param({"16", "256", "4096", "65536"})
  int depth;

  @Param({"1", "100"})
  int clients;

  private RequestQueue<Integer, Integer> queue;
  private AdaptiveBatching batching;
  private int sent;

  @Setup(Level.Trial)
  public void fill() {
    batching = AdaptiveBatching.within(new Limits(BATCH, Long.MAX_VALUE, 1_000_000_000L));
    batching.table().measured(BUCKET, 1, 10_000);
    batching.table().measured(BUCKET, BATCH, 20_000);
    queue =
        new RequestQueue<>(
            new QueueLimits(1 << 20, Long.MAX_VALUE, TIMEOUT),
            System::nanoTime,
            (client, outcome) -> {});
    queue.join(
        new BatchConsumer() {
          private final ServiceRate pace = batching.pace(BUCKET);

          @Override
          public void wake() {}

          @Override
          public ServiceRate pace(Bucket bucket) {
            return pace;
          }

          @Override
          public long busyNanos() {
            return 0;
          }
        });
    for (int i = 0; i < depth; i++) {
      offer();
    }
  }

  private void offer() {
    Terms terms = new Terms("client-" + sent++ % clients, Priority.INTERACTIVE, TIMEOUT);
    queue.offer(queue.request(sent, BUCKET, 1, terms));
  }

  /** Sixteen offers, one batch, sixteen answers. */
  @Benchmark
  public int offerPollAnswer() {
    for (int i = 0; i < BATCH; i++) {
      offer();
    }
    PollResult.Batch<Integer, Integer> batch =
        (PollResult.Batch<Integer, Integer>) queue.poll(batching.policy());
    for (InferenceRequest<Integer, Integer> ticket : batch.requests()) {
      queue.answer(ticket, 1);
    }
    return batch.requests().size();
  }

  public static void main(String[] args) throws RunnerException {
    new Runner(
            new OptionsBuilder()
                .include(QueueJmh.class.getName())
                .addProfiler(GCProfiler.class)
                .build())
        .run();
  }
}
