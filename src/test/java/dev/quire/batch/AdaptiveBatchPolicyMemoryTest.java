package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.batch.AdaptiveBatchPolicy.Limits;
import dev.quire.batch.BatchDecision.Expire;
import dev.quire.batch.BatchDecision.NoRoom;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.BatchDecision.Run;
import dev.quire.batch.BatchDecision.Wait;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * On a device that takes T(s) = 6 + 2s ms, for up to 8 requests, each of which holds 100 bytes
 * while it runs.
 */
class AdaptiveBatchPolicyMemoryTest {

  private static final long MS = 1_000_000;
  private static final long NOW = -5 * MS;
  private static final long NEVER = Long.MAX_VALUE;
  private static final long PAUSE = 20 * MS;
  private static final Bucket PAGE = new Bucket("page", 10);

  private final LatencyTable table = new LatencyTable();
  private final AimdBatchLimit cap = new AimdBatchLimit(8);
  private final MemoryTable held = new MemoryTable();
  private final AtomicLong budget = new AtomicLong(Long.MAX_VALUE);
  private final AtomicInteger divisor = new AtomicInteger(1);
  private final AdaptiveBatchPolicy policy =
      new AdaptiveBatchPolicy(
          table,
          cap,
          new MemoryLimit(held, budget::get, divisor::get),
          new Limits(8, 1_000, 100 * MS));

  @BeforeEach
  void measure() {
    table.measured(PAGE, 1, 8 * MS);
    table.measured(PAGE, 8, 22 * MS);
    held.measured(PAGE, 1, 100);
    held.measured(PAGE, 8, 800);
  }

  @Test
  void enoughMemoryLimitsNothing() {
    budget.set(800);
    assertEquals(8, policy.fullSize(PAGE));
    assertEquals(new Run(8, Reason.SIZE), decide(8, 1_000 * MS, NEVER));
  }

  @Test
  void memoryLimitsTheBatch() {
    budget.set(450);
    assertEquals(4, policy.fullSize(PAGE));
    assertEquals(new Run(4, Reason.MEMORY), decide(8, 1_000 * MS, NEVER));
    assertEquals(new Run(4, Reason.MEMORY), decide(4, 1_000 * MS, NEVER));
  }

  @Test
  void behindABacklogMemoryLimitsTheBatchToo() {
    budget.set(450);
    assertEquals(new Run(4, Reason.MEMORY), decide(300, 1_000 * MS, NEVER));
  }

  @Test
  void theLimitFollowsTheBudget() {
    budget.set(250);
    assertEquals(2, policy.fullSize(PAGE));
    budget.set(650);
    assertEquals(6, policy.fullSize(PAGE));
    budget.set(Long.MAX_VALUE);
    assertEquals(8, policy.fullSize(PAGE));
  }

  @Test
  void underPressureBatchesAreHalved() {
    divisor.set(2);
    assertEquals(4, policy.fullSize(PAGE));
    assertEquals(new Run(4, Reason.MEMORY), decide(8, 1_000 * MS, NEVER));
  }

  @Test
  void whenPressureIsOverBatchesAreWhole() {
    divisor.set(2);
    decide(8, 1_000 * MS, NEVER);
    divisor.set(1);
    assertEquals(new Run(8, Reason.SIZE), decide(8, 1_000 * MS, NEVER));
  }

  @Test
  void fewerRequestsThanMemoryAllowsRunForTheirOwnReason() {
    budget.set(450);
    assertEquals(new Run(3, Reason.DELAY), decide(3, 1_000 * MS, NEVER));
  }

  @Test
  void wherePagesFillTheMemoryNobodyWaitsForCompany() {
    budget.set(150);
    assertEquals(new Run(1, Reason.MEMORY), decide(1, 1_000 * MS, MS));
    budget.set(250);
    assertEquals(new Wait(MS), decide(1, 1_000 * MS, MS));
  }

  @Test
  void aLowerCapIsTheReason() {
    slow();
    budget.set(650);
    assertEquals(new Run(4, Reason.CAP), decide(8, 1_000 * MS, NEVER));
  }

  @Test
  void memoryBelowTheCapIsTheReason() {
    slow();
    budget.set(350);
    assertEquals(new Run(3, Reason.MEMORY), decide(8, 1_000 * MS, NEVER));
  }

  private void slow() {
    for (int i = 0; i < 3; i++) {
      cap.slow(PAGE, 8);
    }
    assertEquals(4, cap.size(PAGE));
  }

  @Test
  void aDeadlineThatLimitsMoreIsTheReason() {
    budget.set(650);
    // T(4) = 14 ms, and a tenth more must fit
    assertEquals(new Run(4, Reason.DEADLINE), decide(8, 17 * MS, NEVER));
  }

  @Test
  void whileNothingFitsTheRequestWaits() {
    budget.set(99);
    assertEquals(new NoRoom(PAUSE), decide(1, 1_000 * MS, NEVER));
    assertEquals(new NoRoom(PAUSE), decide(300, 1_000 * MS, 0));
    budget.set(100);
    assertEquals(new Run(1, Reason.MEMORY), decide(300, 1_000 * MS, 0), "now there is room");
  }

  @Test
  void whileNothingFitsOneRunsNearTheDeadline() {
    budget.set(0);
    long last = 8 * MS + 2 * PAUSE;
    assertEquals(new NoRoom(PAUSE), decide(8, last + 1, NEVER));
    assertEquals(new Run(1, Reason.MEMORY), decide(8, last, NEVER));
    assertEquals(new Run(1, Reason.MEMORY), decide(1, 8 * MS, NEVER));
  }

  @Test
  void itIsLookedAtAgainInTimeToRun() {
    budget.set(0);
    long last = 8 * MS + 2 * PAUSE;
    NoRoom wait = (NoRoom) decide(1, last + 1, NEVER);
    assertEquals(new Run(1, Reason.MEMORY), decide(1, last + 1 - wait.nanos(), NEVER));
  }

  @Test
  void whatIsLateExpiresWhateverTheMemory() {
    budget.set(0);
    assertEquals(new Expire(8 * MS), decide(1, 8 * MS - 1, NEVER));
  }

  @Test
  void aFullBatchHasATicketEvenWhereNothingFits() {
    budget.set(0);
    assertEquals(1, policy.fullSize(PAGE));
  }

  @Test
  void thePaceFollowsMemory() {
    AdaptiveBatching batching =
        new AdaptiveBatching(table, cap, new MemoryLimit(held, budget::get, divisor::get), policy);
    assertEquals(8, batching.pace(PAGE).size());
    budget.set(200);
    assertEquals(2, batching.pace(PAGE).size());
    assertEquals(batching.nanos(PAGE, 2), batching.pace(PAGE).nanos());
  }

  /** With a leading request that has just arrived. */
  private BatchDecision decide(int requests, long slack, long gap) {
    BatchDecision decision =
        policy.decide(new QueueView(PAGE, requests, NOW, NOW + slack, gap), NOW);
    return decision instanceof Run run ? new Run(run.size(), run.reason()) : decision;
  }
}
