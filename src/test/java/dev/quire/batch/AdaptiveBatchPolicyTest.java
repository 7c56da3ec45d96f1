package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.BatchDecision.Expire;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.BatchDecision.Run;
import dev.quire.batch.BatchDecision.Wait;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a device that takes T(s) = 6 + 2s ms, for up to 8 requests. */
class AdaptiveBatchPolicyTest {

  private static final long MS = 1_000_000;
  private static final long NOW = -5 * MS;
  private static final long NEVER = Long.MAX_VALUE;
  private static final Bucket PAGE = new Bucket("page", 10);

  private final LatencyTable table = new LatencyTable();
  private final AimdBatchLimit cap = new AimdBatchLimit(8);
  private final AdaptiveBatchPolicy policy = policy(8, 1_000, 100 * MS);

  @BeforeEach
  void measure() {
    table.measured(PAGE, 1, 8 * MS);
    table.measured(PAGE, 8, 22 * MS);
  }

  @Test
  void whatFillsABatchRunsAtOnce() {
    // s / (6 + 2s) >= 0.98 · 8/22 from s = 7.44 on
    assertEquals(8, policy.fullSize(PAGE));
    assertEquals(new Run(8, Reason.SIZE), decide(8, 1_000 * MS, NEVER));
    assertEquals(new Run(8, Reason.SIZE), decide(300, 1_000 * MS, NEVER));
  }

  @Test
  void aBatchIsNoLargerThanPays() {
    for (int size = 2; size <= 8; size++) {
      table.measured(PAGE, size, size * 8 * MS);
    }
    assertEquals(1, policy.fullSize(PAGE));
    assertEquals(new Run(1, Reason.SIZE), decide(5, 1_000 * MS, 0));
  }

  @Test
  void afterSlowRunsTheCapLimitsTheBatch() {
    for (int i = 0; i < 3; i++) {
      cap.slow(PAGE, 8);
    }
    assertEquals(4, policy.fullSize(PAGE));
    assertEquals(new Run(4, Reason.CAP), decide(8, 1_000 * MS, NEVER));
  }

  @Test
  void afterRunningOutOfMemoryTheCapLimitsTheBatch() {
    cap.outOfMemory(PAGE, 8);
    assertEquals(new Run(4, Reason.MEMORY), decide(8, 1_000 * MS, NEVER));
  }

  @Test
  void theDeadlineLimitsTheBatch() {
    // T(4) = 14 ms, T(5) = 16 ms, and a tenth more must fit
    assertEquals(new Run(5, Reason.DEADLINE), decide(8, 18 * MS, NEVER));
    assertEquals(new Run(4, Reason.DEADLINE), decide(8, 17 * MS, NEVER));
    assertEquals(new Run(1, Reason.DEADLINE), decide(8, 9 * MS, NEVER));
  }

  @Test
  void aSingleRequestRunsWithoutCaution() {
    assertEquals(new Run(1, Reason.DEADLINE), decide(8, 8 * MS, NEVER));
  }

  @Test
  void behindABacklogTheBestRateCounts() {
    table.measured(PAGE, 7, 19_500_000);
    assertEquals(7, policy.fullSize(PAGE), "98.7 % of the rate of 8");
    assertEquals(new Run(7, Reason.SIZE), decide(7, 1_000 * MS, NEVER));
    assertEquals(new Run(8, Reason.SIZE), decide(8, 1_000 * MS, NEVER));
  }

  @Test
  void aRateThatIsHardlyBetterDoesNotCount() {
    table.measured(PAGE, 7, 19_300_000);
    assertEquals(new Run(7, Reason.SIZE), decide(300, 1_000 * MS, NEVER), "99.7 %");
  }

  @Test
  void whenEvenASingleRequestIsLateItExpires() {
    assertEquals(new Expire(8 * MS), decide(1, 8 * MS - 1, NEVER));
    assertEquals(new Expire(8 * MS), decide(300, 8 * MS - 1, 0));
    assertEquals(new Expire(8 * MS), decide(1, -1, NEVER));
  }

  @Test
  void theObjectiveLimitsABatchThatTakesAllThatWaits() {
    // 85 of 100 ms have passed, and T(4) = 14 ms, T(5) = 16 ms
    assertEquals(new Run(4, Reason.OBJECTIVE), waited(85 * MS, 8));
  }

  @Test
  void behindABacklogTheObjectiveDoesNotCount() {
    assertEquals(new Run(8, Reason.SIZE), waited(85 * MS, 9));
  }

  @Test
  void anObjectiveThatIsMissedAnywayDoesNotCount() {
    assertEquals(new Run(8, Reason.SIZE), waited(93 * MS, 8));
    assertEquals(new Run(3, Reason.DELAY), waited(93 * MS, 3));
  }

  @Test
  void whenNoCompanyIsExpectedWhatIsThereRuns() {
    assertEquals(new Run(3, Reason.DELAY), decide(3, 1_000 * MS, NEVER));
  }

  @Test
  void aSingleRequestWaitsForASecondWhileTheGapPays() {
    // With a gap g, waiting saves the newcomer T(1) - g + T(1) - T(2) = 6 ms - g and costs the
    // other one g + T(2) - T(1) = g + 2 ms: it pays below g = 2 ms.
    assertEquals(new Wait(2 * MS - 1), decide(1, 1_000 * MS, 2 * MS - 1));
    assertEquals(new Run(1, Reason.DELAY), decide(1, 1_000 * MS, 2 * MS));
  }

  @Test
  void twoRequestsWaitForAThirdForLess() {
    // It saves T(2) - g + T(1) - T(3) = 6 ms - g and costs 2 · (g + 2 ms): below g = 2/3 ms.
    assertEquals(new Wait(666_666), decide(2, 1_000 * MS, 666_666));
    assertEquals(new Run(2, Reason.DELAY), decide(2, 1_000 * MS, 666_667));
  }

  @Test
  void threeRequestsWaitForNobody() {
    // It saves 6 ms - g and costs 3 · (g + 2 ms).
    assertEquals(new Run(3, Reason.DELAY), decide(3, 1_000 * MS, 0));
  }

  @Test
  void aGapOfNothingWaitsForAMoment() {
    assertEquals(new Wait(1), decide(1, 1_000 * MS, 0));
  }

  @Test
  void nobodyWaitsPastTheDeadline() {
    // T(2) = 10 ms, and a tenth more must fit
    assertEquals(new Wait(MS / 2), decide(1, 11 * MS + 11 * MS / 20 + 1, MS));
    assertEquals(new Run(1, Reason.DELAY), decide(1, 11 * MS + 1, MS));
    assertEquals(new Run(1, Reason.DEADLINE), decide(1, 11 * MS - 1, MS));
  }

  @Test
  void nobodyWaitsPastTheObjective() {
    // T(2) = 10 ms, and the objective is 100 ms
    QueueView late = pending(1, NOW - 89 * MS - MS / 2, NOW + 1_000 * MS, MS);
    assertEquals(new Wait(MS / 2), bare(policy.decide(late, NOW)));
    QueueView later = pending(1, NOW - 90 * MS, NOW + 1_000 * MS, MS);
    assertEquals(new Run(1, Reason.DELAY), bare(policy.decide(later, NOW)));
    QueueView missed = pending(1, NOW - 500 * MS, NOW + 1_000 * MS, MS);
    assertEquals(new Run(1, Reason.DELAY), bare(policy.decide(missed, NOW)));
  }

  @Test
  void theCostOfABatchIsLimited() {
    AdaptiveBatchPolicy frugal = policy(8, 49, 100 * MS);
    QueueView many = pending(8, NOW, NOW + 1_000 * MS, NEVER);
    assertEquals(4, frugal.fullSize(PAGE));
    assertEquals(new Run(4, Reason.SIZE), bare(frugal.decide(many, NOW)));
  }

  @Test
  void aSingleRequestOverTheCostLimitStillRuns() {
    AdaptiveBatchPolicy stingy = policy(8, 9, 100 * MS);
    QueueView many = pending(3, NOW, NOW + 1_000 * MS, NEVER);
    assertEquals(1, stingy.fullSize(PAGE));
    assertEquals(new Run(1, Reason.SIZE), bare(stingy.decide(many, NOW)));
  }

  @Test
  void withoutMeasurementsWhatIsThereRuns() {
    AdaptiveBatchPolicy blind =
        new AdaptiveBatchPolicy(
            new LatencyTable(), cap, MemoryLimit.none(), new Limits(8, 1_000, 100 * MS));
    QueueView three = pending(3, NOW, NOW + 1, 0);
    assertInstanceOf(Run.class, blind.decide(three, NOW));
  }

  @Test
  void aRequestThatFitsToTheNanosecondRuns() {
    table.ran(PAGE, 1, 8 * MS + 4); // T(1) is now 8 ms and 0.8 ns
    assertEquals(new Run(1, Reason.DEADLINE), decide(2, table.nanos(PAGE, 1), NEVER));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Limits(0, 1, 0));
    assertThrows(IllegalArgumentException.class, () -> new Limits(1, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Limits(1, 1, -1));
  }

  private AdaptiveBatchPolicy policy(int maxSize, long maxCost, long objectiveNanos) {
    return new AdaptiveBatchPolicy(
        table, cap, MemoryLimit.none(), new Limits(maxSize, maxCost, objectiveNanos));
  }

  /** With a leading request that has just arrived. */
  private BatchDecision decide(int requests, long slack, long gap) {
    return bare(policy.decide(pending(requests, NOW, NOW + slack, gap), NOW));
  }

  /** With a leading request that is in no hurry, where nobody else is expected. */
  private BatchDecision waited(long nanos, int requests) {
    return bare(policy.decide(pending(requests, NOW - nanos, NOW + 1_000 * MS, NEVER), NOW));
  }

  private static QueueView pending(int requests, long since, long deadline, long gap) {
    return new QueueView(PAGE, requests, since, deadline, gap);
  }

  /** Without what it predicts. */
  private static BatchDecision bare(BatchDecision decision) {
    return decision instanceof Run run ? new Run(run.size(), run.reason()) : decision;
  }
}
