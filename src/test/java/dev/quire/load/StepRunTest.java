package dev.quire.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Steps in virtual time, against services that are slow, stall or refuse. */
class StepRunTest {

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final Timing MINUTE =
      new Timing(
          Duration.ofSeconds(10), Duration.ofSeconds(60), Optional.of(Duration.ofMillis(50)));

  private final VirtualTime time = new VirtualTime();
  private final List<Long> asked = new ArrayList<>();

  @Test
  void anOpenLoopIsAPoissonProcess() {
    StepResult result = run(new Step.Open(200), MINUTE, serving(5 * MILLI), 1_000);

    // 12000 are to be expected, and six standard deviations of a Poisson count are 657
    assertEquals(12_000, result.offered(), 657);
    assertEquals(200, result.throughput(), 11);
    double mean = 0;
    double square = 0;
    int gaps = asked.size() - 1;
    for (int i = 0; i < gaps; i++) {
      double gap = (asked.get(i + 1) - asked.get(i)) / 1e9;
      mean += gap / gaps;
      square += gap * gap / gaps;
    }
    assertEquals(1 / 200.0, mean, 0.05 / 200);
    // of exponential gaps the deviation is the mean; of even ones it would be 0
    assertEquals(1, Math.sqrt(square - mean * mean) / mean, 0.05);
  }

  @Test
  void whenRequestsAreSentDoesNotDependOnTheAnswers() {
    run(new Step.Open(50), MINUTE, serving(MILLI), 100_000);
    List<Long> fast = List.copyOf(asked);
    asked.clear();
    VirtualTime again = new VirtualTime();
    run(again, new Step.Open(50), MINUTE, serving(again, 20 * SECOND), 100_000);

    assertEquals(fast, asked);
  }

  /**
   * A service that answers one at a time within 1 ms, but stalls for 6 s of the 60: a tenth of all
   * requests were to be sent meanwhile and waited 3 s in the mean, so the 95th percentile is about
   * 3 s. A tester that waits for the answer before it goes on would have one slow request.
   */
  @Test
  void aStallIsSeenByAllThatWereToBeSentMeanwhile() {
    long start = time.now();
    LoadClient stalling =
        () -> {
          asked.add(time.now());
          long sinceStart = time.now() - start;
          boolean stalls = sinceStart >= 30 * SECOND && sinceStart < 36 * SECOND;
          return after(time, stalls ? 36 * SECOND - sinceStart + MILLI : MILLI);
        };
    StepResult result = run(new Step.Open(100), MINUTE, stalling, 100_000);

    assertEquals(1, result.latency().p50(), 0.01);
    assertEquals(3_000, result.latency().p95(), 300);
    assertEquals(5_400, result.latency().p99(), 300);
    assertEquals(6_000, result.latency().max(), 100);
    assertEquals(0.9 * result.offered(), result.goodput() * 60, 0.02 * result.offered());
  }

  /**
   * The same service and a sender that is stuck for as long: the time counts from the intention.
   */
  @Test
  void aSenderThatIsLateDoesNotHideIt() {
    time.at(time.now() + 30 * SECOND, () -> time.skip(6 * SECOND));
    StepResult result = run(new Step.Open(100), MINUTE, serving(MILLI), 100_000);

    assertEquals(3_000, result.latency().p95(), 300);
    assertTrue(result.lag() > 5_000, result::toString);
  }

  @Test
  void aClosedLoopKeepsSoManyOpen() {
    StepResult result = run(new Step.Closed(4), MINUTE, serving(20 * MILLI), 1);

    assertEquals(200, result.throughput(), 0.1);
    assertEquals(200, result.goodput(), 0.1);
    assertEquals(20, result.latency().p50(), 0.02);
    assertEquals(20, result.latency().max(), 0.02);
    assertEquals(0, result.lag());
    assertEquals(Map.of("200", 12_000L), result.outcomes());
  }

  @Test
  void aRefusedClientComesBackWhenItWasTold() {
    Deque<Reply> replies = new ArrayDeque<>();
    for (int i = 0; i < 1_000; i++) {
      replies.add(new Reply("503", Map.of(), Optional.of(Duration.ofMillis(499))));
      replies.add(Reply.of("200"));
    }
    LoadClient asker = () -> after(time, MILLI, replies.remove());
    StepResult result = run(new Step.Closed(1), MINUTE, asker, 1);

    // refused, 499 ms, answered: 501 ms together
    assertEquals(60_000 / 501.0, result.outcomes().get("503"), 1);
    assertEquals(60_000 / 501.0, result.outcomes().get("200"), 1);
    assertEquals(1, result.latency().p99(), 0.01);
    assertEquals(result.outcomes().get("503"), result.unanswered());
  }

  @Test
  void whatIsTooManyIsNotSentAndCounted() {
    Timing brief = new Timing(Duration.ZERO, Duration.ofSeconds(10), Optional.empty());
    StepResult result = run(new Step.Open(100), brief, serving(3_600 * SECOND), 7);

    assertEquals(7, asked.size());
    assertEquals(7, result.outcomes().get("200"));
    assertEquals(1_000 - 7, result.outcomes().get(Reply.UNSENT), 6 * Math.sqrt(1_000));
    assertEquals(0, result.throughput());
  }

  @Test
  void stagesAndWhatIsOutsideOfThemAddUpToTheLatency() {
    Map<String, Double> stages =
        Map.of(
            "decode", 2.0, "prepare", 4.0, "queue", 3.0, "run", 10.0, "finish", 1.0, "total", 18.0);
    LoadClient asker = () -> after(time, 25 * MILLI, new Reply("200", stages, Optional.empty()));
    StageTimes mean = run(new Step.Closed(2), MINUTE, asker, 1).stages();

    assertEquals(new StageTimes(4, 3, 10, 1, 7).toString(), rounded(mean).toString());
  }

  private static StageTimes rounded(StageTimes t) {
    return new StageTimes(
        Math.rint(t.prepare()),
        Math.rint(t.queue()),
        Math.rint(t.run()),
        Math.rint(t.finish()),
        Math.rint(t.outside()));
  }

  private StepResult run(Step step, Timing timing, LoadClient asker, int mostOpen) {
    return run(time, step, timing, asker, mostOpen);
  }

  private static StepResult run(
      VirtualTime time, Step step, Timing timing, LoadClient asker, int mostOpen) {
    CompletableFuture<StepResult> result =
        new StepRun(step, timing, asker, time, mostOpen, new Random(5)).begin();
    time.pass();
    assertTrue(result.isDone(), "the step ended");
    return result.join();
  }

  private LoadClient serving(long nanos) {
    return serving(time, nanos);
  }

  private LoadClient serving(VirtualTime time, long nanos) {
    return () -> {
      asked.add(time.now());
      return after(time, nanos);
    };
  }

  private static CompletableFuture<Reply> after(VirtualTime time, long nanos) {
    return after(time, nanos, Reply.of("200"));
  }

  private static CompletableFuture<Reply> after(VirtualTime time, long nanos, Reply reply) {
    CompletableFuture<Reply> future = new CompletableFuture<>();
    time.at(time.now() + nanos, () -> future.complete(reply));
    return future;
  }
}
