package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.BatchDecision.Expire;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.BatchDecision.Run;
import dev.quire.batch.BatchDecision.Wait;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What holds for the decisions of any device, in any situation. */
class AdaptiveBatchPolicyProperties {

  private static final long NEVER = Long.MAX_VALUE;

  /** A device whose larger batches take no less time, and its settings. */
  record Given(
      TreeMap<Integer, Long> times,
      int maxSize,
      long maxCost,
      long objective,
      int ranOutOfMemoryAt,
      Bucket bucket) {

    LatencyTable table() {
      LatencyTable table = new LatencyTable();
      times.forEach((size, nanos) -> table.measured(new Bucket("measured", 10), size, nanos));
      return table;
    }

    AimdBatchLimit cap() {
      AimdBatchLimit cap = new AimdBatchLimit(maxSize);
      if (ranOutOfMemoryAt > 0) {
        cap.outOfMemory(bucket, ranOutOfMemoryAt);
      }
      return cap;
    }

    AdaptiveBatchPolicy policy() {
      return new AdaptiveBatchPolicy(
          table(), cap(), MemoryLimit.none(), new Limits(maxSize, maxCost, objective));
    }

    int allowed() {
      return (int) Math.max(1, Math.min(cap().size(bucket), maxCost / bucket.cost()));
    }
  }

  /** A leading request, and how much waits. */
  record When(long now, long waited, long slack, int requests, long gap) {

    QueueView pending(Bucket bucket) {
      return new QueueView(bucket, requests, now - waited, now + slack, gap);
    }
  }

  @Property(tries = 1000)
  void aBatchIsNoLargerThanAllowedAndInTime(
      @ForAll("given") Given given, @ForAll("when") When when) {
    LatencyTable table = given.table();
    AdaptiveBatchPolicy policy = given.policy();
    int full = policy.fullSize(given.bucket());
    assertTrue(full >= 1 && full <= given.allowed());
    if (policy.decide(when.pending(given.bucket()), when.now()) instanceof Run run) {
      assertTrue(run.size() >= 1);
      assertTrue(run.size() <= when.requests(), "more than wait");
      assertTrue(run.size() <= given.allowed(), "more than allowed");
      assertTrue(run.size() <= full || when.requests() > full, "more than pays");
      long slack = run.size() == 1 ? when.slack() : safe(when);
      assertTrue(table.nanos(given.bucket(), run.size()) <= slack, "late");
      if (run.reason() == Reason.DELAY) {
        assertEquals(when.requests(), run.size());
      }
      if (run.reason() == Reason.DEADLINE) {
        assertTrue(table.nanos(given.bucket(), run.size() + 1) > safe(when), "too small");
      }
      if (run.reason() == Reason.OBJECTIVE) {
        long toObjective = given.objective() - when.waited();
        assertTrue(table.nanos(given.bucket(), run.size()) <= toObjective, "misses it anyway");
        assertTrue(table.nanos(given.bucket(), run.size() + 1) > toObjective, "too small");
      }
    }
  }

  @Property(tries = 1000)
  void theLeadingRequestExpiresIfAndOnlyIfItIsLateAlone(
      @ForAll("given") Given given, @ForAll("when") When when) {
    boolean late = given.table().nanos(given.bucket(), 1) > when.slack();
    BatchDecision decision = given.policy().decide(when.pending(given.bucket()), when.now());
    assertEquals(late, decision instanceof Expire);
  }

  @Property(tries = 1000)
  void nobodyWaitsSoLongThatABatchWithTheNextIsLate(
      @ForAll("given") Given given, @ForAll("when") When when) {
    BatchDecision decision = given.policy().decide(when.pending(given.bucket()), when.now());
    if (decision instanceof Wait wait) {
      long together = given.table().nanos(given.bucket(), when.requests() + 1);
      assertTrue(wait.nanos() <= safe(when) - together, "past the deadline");
      assertTrue(
          wait.nanos() <= given.objective() - when.waited() - together, "past the objective");
      assertTrue(when.requests() < given.allowed(), "there is no room for another");
      assertTrue(when.gap() < given.table().nanos(given.bucket(), when.requests()), "too rare");
    }
  }

  @Property(tries = 1000)
  void nobodyWaitsWhereWaitingMakesTheMeanLatencyWorse(
      @ForAll("given") Given given, @ForAll("when") When when) {
    BatchDecision decision = given.policy().decide(when.pending(given.bucket()), when.now());
    if (decision instanceof Wait) {
      LatencyTable table = given.table();
      int requests = when.requests();
      long now = table.nanos(given.bucket(), requests);
      long together = table.nanos(given.bucket(), requests + 1);
      double runNow = (double) requests * now + (now - when.gap()) + table.nanos(given.bucket(), 1);
      double waiting = (double) requests * (when.gap() + together) + together;
      assertTrue(waiting < runNow, waiting + " ns instead of " + runNow);
    }
  }

  @Property(tries = 300)
  void whenNobodyElseIsExpectedNobodyWaits(
      @ForAll("given") Given given,
      @ForAll("when") When when,
      @ForAll @IntRange(min = 1, max = 40) int requests) {
    When alone = new When(when.now(), when.waited(), when.slack(), requests, NEVER);
    BatchDecision decision = given.policy().decide(alone.pending(given.bucket()), alone.now());
    assertTrue(decision instanceof Run || decision instanceof Expire, "" + decision);
  }

  /** How long a run may be predicted to take, to be in time even if it takes a tenth longer. */
  private static long safe(When when) {
    return (long) (when.slack() / AdaptiveBatchPolicy.CAUTION);
  }

  @Provide
  Arbitrary<Given> given() {
    Arbitrary<TreeMap<Integer, Long>> times =
        Combinators.combine(
                Arbitraries.integers().between(1, 33).set().ofMinSize(1).ofMaxSize(6),
                Arbitraries.longs().between(0, 10_000).list().ofSize(6),
                Arbitraries.longs().between(1, 20_000))
            .as(
                (sizes, steps, first) -> {
                  TreeMap<Integer, Long> rising = new TreeMap<>();
                  long nanos = first;
                  for (int size : new TreeSet<>(sizes)) {
                    rising.put(size, nanos);
                    nanos += steps.get(rising.size() - 1);
                  }
                  return rising;
                });
    return Combinators.combine(
            times,
            Arbitraries.integers().between(1, 32),
            Arbitraries.longs().between(1, 600),
            Arbitraries.longs().between(0, 60_000),
            Arbitraries.integers().between(0, 32),
            Arbitraries.longs().between(1, 30).map(cost -> new Bucket("page", cost)))
        .as(Given::new)
        .withoutEdgeCases();
  }

  @Provide
  Arbitrary<When> when() {
    return Combinators.combine(
            Arbitraries.longs(),
            Arbitraries.longs().between(0, 60_000),
            Arbitraries.oneOf(
                Arbitraries.longs().between(-100, 80_000), Arbitraries.longs().between(-1, 100)),
            Arbitraries.integers().between(1, 40),
            Arbitraries.oneOf(
                Arbitraries.longs().between(0, 5_000), Arbitraries.longs().between(0, NEVER)))
        .as(When::new)
        .withoutEdgeCases();
  }
}
