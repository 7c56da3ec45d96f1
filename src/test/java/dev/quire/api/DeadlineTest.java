package dev.quire.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.Priority;
import dev.quire.queue.RequestExpiredException;
import dev.quire.queue.Terms;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private final HandTime time = new HandTime();
  private final Deadline deadline = Deadline.in(Duration.ofMillis(200), time);
  private final AtomicReference<UniEmitter<? super String>> work = new AtomicReference<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();

  @Test
  void timeRunsOut() {
    time.pass(Duration.ofMillis(150));
    assertEquals(Duration.ofMillis(50), deadline.left());
    assertEquals(Duration.ofMillis(150), deadline.waited());
    assertFalse(deadline.isOver());
    Terms terms = new Terms("c", Priority.BULK, Duration.ofMillis(200));
    assertEquals(Duration.ofMillis(50), deadline.left(terms).timeout());

    time.pass(Duration.ofMillis(50));
    assertTrue(deadline.isOver());
    assertThrows(RequestExpiredException.class, deadline::check);
    assertThrows(RequestExpiredException.class, () -> deadline.left(terms));
  }

  @Test
  void workIsGivenUpWhenItsTimeIsOver() {
    UniAssertSubscriber<String> answer = hold();

    time.pass(Duration.ofMillis(199));
    answer.assertNotTerminated();
    time.pass(Duration.ofMillis(1));

    answer.assertFailedWith(RequestExpiredException.class);
    assertEquals(Duration.ofMillis(200), ((RequestExpiredException) answer.getFailure()).waited());
    assertTrue(cancelled.get());
  }

  /** The work asks whether its time is over, and may do so before the alarm. */
  @Test
  void workThatGivesUpWhenItsTimeIsOverHasExpired() {
    HandTime late = new HandTime();
    Deadline over = Deadline.in(Duration.ofMillis(200), late);
    UniAssertSubscriber<String> answer =
        over.hold(Uni.createFrom().<String>emitter(work::set))
            .subscribe()
            .withSubscriber(UniAssertSubscriber.create());
    late.passInSilence(Duration.ofMillis(200));

    work.get().fail(new CancellationException());

    answer.assertFailedWith(RequestExpiredException.class);
  }

  @Test
  void workThatIsCancelledInTimeHasNotExpired() {
    UniAssertSubscriber<String> answer = hold();

    work.get().fail(new CancellationException());

    answer.assertFailedWith(CancellationException.class);
  }

  @Test
  void whatIsDoneInTimeLeavesNoAlarm() {
    UniAssertSubscriber<String> answer = hold();
    work.get().complete("done");

    answer.assertCompleted().assertItem("done");
    assertEquals(0, time.alarms());
  }

  @Test
  void whatIsDoneAtOnceLeavesNoAlarm() {
    deadline
        .hold(Uni.createFrom().item("done"))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create())
        .assertCompleted();
    assertEquals(0, time.alarms());
  }

  @Test
  void whoLeavesCancelsTheWork() {
    hold().cancel();
    assertTrue(cancelled.get());
    assertEquals(0, time.alarms());
  }

  /** A ticket knows only how long it was a ticket. */
  @Test
  void theWholeWaitIsTold() {
    time.pass(Duration.ofMillis(120));
    UniAssertSubscriber<String> answer = hold();

    work.get().fail(new RequestExpiredException(Duration.ZERO));

    assertEquals(Duration.ofMillis(120), ((RequestExpiredException) answer.getFailure()).waited());
  }

  private UniAssertSubscriber<String> hold() {
    return deadline
        .hold(
            Uni.createFrom()
                .<String>emitter(work::set)
                .onCancellation()
                .invoke(() -> cancelled.set(true)))
        .subscribe()
        .withSubscriber(UniAssertSubscriber.create());
  }
}
