package dev.quire.load;

import dev.quire.simulate.Arrival;
import dev.quire.simulate.Load;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;

/** Holds a load for its time and waits for what is open then. All on the timeline's thread. */
final class StepRun {

  /** A refused client of a closed loop waits at least so long, or it would turn in a circle. */
  private static final Duration LEAST_PAUSE = Duration.ofMillis(1);

  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Step step;
  private final LoadClient asker;
  private final Timeline timeline;
  private final int mostOpen;
  private final RandomGenerator random;
  private final Recorder recorder;
  private final long start;
  private final CompletableFuture<StepResult> end = new CompletableFuture<>();
  private int open;
  private int senders;

  /**
   * @param mostOpen most requests of an open loop that may be open; more are not sent
   * @param random of the open loop's moments
   */
  StepRun(
      Step step,
      Timing timing,
      LoadClient asker,
      Timeline timeline,
      int mostOpen,
      RandomGenerator random) {
    this.step = step;
    this.asker = asker;
    this.timeline = timeline;
    this.mostOpen = mostOpen;
    this.random = random;
    this.start = timeline.now();
    this.recorder = new Recorder(start, timing);
  }

  /** Begins; to be called once. */
  CompletableFuture<StepResult> begin() {
    if (step instanceof Step.Open stream) {
      senders = 1;
      sendNext(new Load.Poisson(stream.rate()).arrivals(random));
    } else if (step instanceof Step.Closed loop) {
      senders = loop.clients();
      for (int i = 0; i < loop.clients(); i++) {
        sendAgain(start);
      }
    }
    return end;
  }

  private void sendNext(Iterator<Arrival> arrivals) {
    long intended = start + arrivals.next().nanos();
    if (intended >= recorder.end()) {
      leave();
      return;
    }
    timeline.at(
        intended,
        () -> {
          if (open < mostOpen) {
            send(intended, reply -> {});
          } else {
            recorder.unsent(intended);
          }
          sendNext(arrivals);
        });
  }

  private void sendAgain(long nanos) {
    if (nanos >= recorder.end()) {
      leave();
      return;
    }
    timeline.at(
        nanos,
        () -> send(timeline.now(), reply -> sendAgain(timeline.now() + pause(reply).toNanos())));
  }

  private static Duration pause(Reply reply) {
    if (reply.isOk()) {
      return Duration.ZERO;
    }
    Duration asked = reply.retryAfter().orElse(LEAST_PAUSE);
    Duration atLeast = asked.compareTo(LEAST_PAUSE) < 0 ? LEAST_PAUSE : asked;
    return atLeast.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : atLeast;
  }

  private void send(long intended, java.util.function.Consumer<Reply> then) {
    long sent = timeline.now();
    open++;
    asker
        .ask()
        .thenAccept(
            reply -> {
              open--;
              recorder.replied(intended, sent, timeline.now(), reply);
              then.accept(reply);
              endIfIdle();
            });
  }

  private void leave() {
    senders--;
    endIfIdle();
  }

  private void endIfIdle() {
    if (senders == 0 && open == 0) {
      end.complete(recorder.result(step));
    }
  }
}
