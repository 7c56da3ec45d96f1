package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.api.CpuExecutor.PoolFullException;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.RequestRefusedException.Reason;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetryWhileBusyTest {

  private final HandTime time = new HandTime();
  private final RetryWhileBusy patience = new RetryWhileBusy(time);
  private final AtomicInteger tries = new AtomicInteger();
  private final List<Long> moments = new ArrayList<>();

  @Test
  void asksAgainWhileTheServiceIsBusyAndLessAndLessOften() {
    UniAssertSubscriber<String> answer = ask(Duration.ofMinutes(1), 7, new PoolFullException());

    time.pass(Duration.ofMillis(99));
    assertEquals(1, tries.get());
    time.pass(Duration.ofSeconds(30));

    answer.assertCompleted().assertItem("done");
    assertEquals(List.of(0L, 100L, 300L, 700L, 1500L, 3100L, 5100L), moments);
    assertEquals(0, time.alarms());
  }

  @Test
  void theRefusalStandsOnceTheNextTryWouldBeTooLate() {
    UniAssertSubscriber<String> answer =
        ask(Duration.ofMillis(250), Integer.MAX_VALUE, new PoolFullException());

    time.pass(Duration.ofMillis(100));

    answer.assertFailedWith(PoolFullException.class);
    assertEquals(2, tries.get());
    assertEquals(0, time.alarms());
  }

  /** Work is put together long before it is begun: a page waits for those before it. */
  @Test
  void theTimeIsTheDeadlinesHoweverLongAgoTheStepWasPutTogether() {
    Uni<String> step = step(2, new PoolFullException());
    time.pass(Duration.ofHours(1));
    Uni<String> patient =
        Uni.createFrom()
            .deferred(() -> patience.with(Deadline.in(Duration.ofSeconds(1), time), step));
    time.pass(Duration.ofHours(1));

    UniAssertSubscriber<String> answer =
        patient.subscribe().withSubscriber(UniAssertSubscriber.create());
    time.pass(Duration.ofMillis(100));

    answer.assertCompleted();
  }

  @Test
  void doesNotTryAgainWhatIsWrongOrOfNoUse() {
    ask(Duration.ofMinutes(1), 9, new IllegalArgumentException("wrong"))
        .assertFailedWith(IllegalArgumentException.class);
    ask(
            Duration.ofMinutes(1),
            9,
            new RequestRefusedException(Reason.DEADLINE_TOO_SHORT, Duration.ZERO))
        .assertFailedWith(RequestRefusedException.class);
    assertEquals(2, tries.get());
  }

  @Test
  void whoLeavesAsksNoMore() {
    UniAssertSubscriber<String> answer =
        ask(
            Duration.ofMinutes(1),
            9,
            new RequestRefusedException(Reason.QUEUE_FULL, Duration.ZERO));

    answer.cancel();
    time.pass(Duration.ofMinutes(1));

    assertEquals(1, tries.get());
    assertEquals(0, time.alarms());
  }

  private UniAssertSubscriber<String> ask(Duration timeout, int until, RuntimeException refusal) {
    return patience
        .with(Deadline.in(timeout, time), step(until, refusal))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }

  private Uni<String> step(int until, RuntimeException refusal) {
    long began = time.nanoTime();
    return Uni.createFrom()
        .item(
            () -> {
              moments.add(Duration.ofNanos(time.nanoTime() - began).toMillis());
              if (tries.incrementAndGet() < until) {
                throw refusal;
              }
              return "done";
            });
  }
}
