package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.BatchDecision.Run;
import dev.quire.batch.BatchDecision.Wait;
import org.junit.jupiter.api.Test;

class FixedBatchPolicyTest {

  private static final long QUEUED = 1_000;

  private final BatchPolicy policy = new FixedBatchPolicy(4, 100);

  @Test
  void aFullBatchRunsAtOnce() {
    assertEquals(new Run(4, Reason.SIZE), policy.decide(pending(4), QUEUED));
    assertEquals(new Run(4, Reason.SIZE), policy.decide(pending(9), QUEUED));
  }

  @Test
  void aPartialBatchWaitsForTheRestOfTheDelay() {
    assertEquals(new Wait(100), policy.decide(pending(3), QUEUED));
    assertEquals(new Wait(1), policy.decide(pending(3), QUEUED + 99));
  }

  @Test
  void aPartialBatchRunsWhenTheLeadingRequestHasWaitedLongEnough() {
    assertEquals(new Run(3, Reason.DELAY), policy.decide(pending(3), QUEUED + 100));
    assertEquals(new Run(1, Reason.DELAY), policy.decide(pending(1), QUEUED + 5_000));
  }

  @Test
  void withoutADelayWhatIsThereRuns() {
    BatchPolicy eager = new FixedBatchPolicy(4, 0);
    assertEquals(new Run(1, Reason.DELAY), eager.decide(pending(1), QUEUED));
  }

  @Test
  void theClockMayWrapAround() {
    QueueView view = new QueueView(new Bucket("a", 1), 1, Long.MAX_VALUE - 10, 0, Long.MAX_VALUE);
    assertEquals(new Wait(89), policy.decide(view, Long.MIN_VALUE));
  }

  @Test
  void nonsenseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new FixedBatchPolicy(0, 0));
    assertThrows(IllegalArgumentException.class, () -> new FixedBatchPolicy(1, -1));
  }

  private static QueueView pending(int requests) {
    return new QueueView(new Bucket("a", 1), requests, QUEUED, QUEUED + 1_000_000, Long.MAX_VALUE);
  }
}
