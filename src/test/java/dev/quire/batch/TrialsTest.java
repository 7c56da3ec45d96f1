package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.BatchDecision.Run;
import org.junit.jupiter.api.Test;

/** What a warm-up got wrong because it was disturbed is found out behind a backlog. */
class TrialsTest {

  private static final long MS = 1_000_000;
  private static final long LONG = 1_000_000 * MS;
  private static final Bucket PAGE = new Bucket("page", 1);

  private final AdaptiveBatching batching =
      AdaptiveBatching.within(new AdaptiveBatchPolicy.Limits(32, Long.MAX_VALUE, 250 * MS));

  /** The device as it is: 4 ms and 2 ms more for every request. */
  private static long truth(int size) {
    return (4 + 2L * size) * MS;
  }

  private void measured(int size, double disturbance) {
    batching.table().measured(PAGE, size, (long) (truth(size) * disturbance));
  }

  /** Runs so many batches behind a backlog; the largest one of the last ones. */
  private int run(int batches) {
    int largest = 0;
    for (int i = 0; i < batches; i++) {
      Run run = decide(LONG);
      batching.ran(PAGE, run.size(), truth(run.size()), run.reason() == Reason.TRIAL);
      largest = run.size();
    }
    return largest;
  }

  private Run decide(long slack) {
    return (Run) batching.policy().decide(new QueueView(PAGE, 500, 0, slack, 0), 0);
  }

  @Test
  void aSizeThatSeemedSlowIsUsedOnceItWasSeenToBeFast() {
    for (int size = 1; size <= 8; size *= 2) {
      measured(size, 1);
    }
    measured(16, 4);
    measured(32, 4);
    assertEquals(8, decide(LONG).size());

    assertEquals(32, run(4 * Trials.FIRST));
  }

  @Test
  void aWarmUpThatEndedEarlyIsCarriedOn() {
    measured(1, 1);
    measured(2, 1);
    measured(4, 1);
    assertEquals(4, decide(LONG).size());

    assertEquals(32, run(4 * Trials.FIRST), "and never beyond the setting");
    assertEquals(truth(32), batching.table().nanos(PAGE, 32), 0.01 * truth(32));
  }

  @Test
  void whatDoesNotPayIsTriedLessAndLess() {
    for (int size = 1; size <= 8; size *= 2) {
      measured(size, 1);
    }
    int trials = 0;
    for (int i = 0; i < 10_000; i++) {
      Run run = decide(LONG);
      boolean trial = run.reason() == Reason.TRIAL;
      trials += trial ? 1 : 0;
      long nanos = run.size() > 8 ? 3L * run.size() * truth(8) / 8 : truth(run.size());
      batching.ran(PAGE, run.size(), nanos, trial);
      assertTrue(trial || run.size() <= 8);
    }
    assertTrue(trials >= 3 && trials <= 9, trials + " trials");
  }

  @Test
  void nothingIsTriedWithoutTimeOrRoomForIt() {
    measured(1, 1);
    measured(8, 1);
    for (int i = 0; i < 3 * Trials.FIRST; i++) {
      assertTrue(decide(30 * MS).reason() != Reason.TRIAL, "16 of them take 40 ms at worst");
    }
    batching.cap().outOfMemory(PAGE, 16);
    for (int i = 0; i < 3 * Trials.FIRST; i++) {
      assertTrue(decide(LONG).reason() != Reason.TRIAL, "16 ran out of memory");
    }
  }
}
