package dev.quire.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A leading request that cannot run now does not keep others waiting, and is not forgotten. */
class RequestQueuePassingTest extends QueueTestBase {

  private static final long MS = 1_000_000;
  private static final long LOOK_AGAIN = 20 * MS;

  /** Whether there is room for a large one. */
  private boolean room;

  private final List<Bucket> asked = new ArrayList<>();

  RequestQueuePassingTest() {
    super(100, 100_000);
  }

  private final BatchPolicy small =
      (pending, now) -> {
        asked.add(pending.bucket());
        return pending.bucket().equals(LARGE) && !room
            ? new BatchDecision.NoRoom(LOOK_AGAIN)
            : new BatchDecision.Run(8, Reason.SIZE);
      };

  @Test
  void smallerOnesRunWhileThereIsNoRoomForALargeOne() {
    offer("large", LARGE);
    offer("small");

    assertEquals(List.of("small"), payloads(small));

    assertEquals(List.of(LARGE, SMALL), asked);
    assertEquals(new PollResult.Later<String, String>(LOOK_AGAIN), queue.poll(small));
    offer("later");
    room = true;
    assertEquals(List.of("large"), payloads(small), "it kept its turn");
  }

  @Test
  void otherClientsAndClassesRunToo() {
    offer("large", LARGE, interactive("a"));
    offer("other's", LARGE, interactive("b"));
    offer("bulk", SMALL, bulk("a"));

    assertEquals(List.of("bulk"), payloads(small));
    assertEquals(List.of(LARGE, SMALL), asked, "a bucket without room is asked for once");
  }

  @Test
  void whatCameBackWaitsForItsRoomAsWell() {
    offer("large", LARGE);
    queue.requeue(take(1));
    offer("small");
    assertEquals(List.of("small"), payloads(small));
  }

  @Test
  void whoHasBeenPassedOverForLongHasTheDeviceToItselfForAWhile() {
    RequestQueue<String, String> longer =
        new RequestQueue<>(
            new QueueLimits(100, 1_000, TIMEOUT.multipliedBy(10)), clock::get, (c, o) -> {});
    Terms patient = Terms.within(TIMEOUT.multipliedBy(10));
    longer.offer(longer.request("large", LARGE, 1, patient));
    StringBuilder seen = new StringBuilder();
    for (int tenth = 0; tenth < 26; tenth++) {
      longer.offer(longer.request("small", SMALL, 1, patient));
      boolean served = longer.poll(small) instanceof PollResult.Batch<String, String>;
      seen.append(served ? 's' : '-');
      clock.addAndGet(100 * MS);
    }
    assertEquals("ssssssssss--ssssssssss--ss", seen.toString());
  }

  @Test
  void aSlowWorkerTakesWhatItCanAnswerAndLeavesTheRestToAFasterOne() {
    queue.join(new FixedBatchConsumer().pace(SMALL, 8, 10 * MS).busy(5 * MS));
    offer("urgent", interactive("a", 50));
    offer("patient", interactive("b", 900));
    offer("also urgent", interactive("b", 60));

    assertEquals(List.of("patient"), payloads(slow(100 * MS)));

    assertEquals(new PollResult.Later<String, String>(5 * MS), queue.poll(slow(100 * MS)));
    assertEquals(2, queue.depth());
    assertEquals(List.of("urgent", "also urgent"), poll(8));
  }

  @Test
  void nobodyJoinsABatchThatWouldAnswerItTooLate() {
    offer("served", interactive("a", 40));
    offer("late", interactive("a", 50));
    offer("fine", interactive("a", 800));
    offer("leads", interactive("b", 900));
    assertEquals(List.of("served"), poll(1));
    BatchPolicy lasting =
        (pending, now) -> new BatchDecision.Run(8, Reason.SIZE, 100 * MS, Optional.empty());
    queue.promote(offer("bulk", bulk("c")), Priority.INTERACTIVE);

    List<String> batch = payloads(lasting);

    assertEquals("leads", batch.get(0));
    assertEquals(Set.of("leads", "fine", "bulk"), Set.copyOf(batch));
    assertEquals(List.of("late"), poll(8));
  }

  @Test
  void aBetterBatchOfOthersGoesBeforeAPoorOneOfThoseThatAreNearlyLate() {
    for (int i = 0; i < 4; i++) {
      offer("old " + i, interactive("a", 30));
    }
    for (int i = 0; i < 3; i++) {
      offer("new " + i, interactive("a", 500));
    }
    BatchPolicy policy = better(4);
    assertEquals(List.of("old 0"), payloads(policy), "three are not enough for a better one");
    offer("new 3", interactive("a", 500));

    assertEquals(List.of("new 0", "new 1", "new 2", "new 3"), payloads(policy));
    assertEquals(List.of("old 1"), payloads(policy));
  }

  private static BatchPolicy better(int size) {
    return (pending, now) ->
        new BatchDecision.Run(
            1, Reason.DEADLINE, 10 * MS, Optional.of(new BatchDecision.Better(size, 100 * MS)));
  }

  private static BatchPolicy slow(long nanos) {
    return (pending, now) ->
        pending.leadingDeadlineNanos() - now < nanos
            ? new BatchDecision.Expire(nanos)
            : new BatchDecision.Run(8, Reason.SIZE);
  }

  private List<String> payloads(BatchPolicy policy) {
    return take(policy).stream().map(InferenceRequest::payload).toList();
  }
}
