package dev.quire.simulate;

import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Priority;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.Terms;
import java.time.Duration;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** Sends a load's tickets until the end of its time. */
final class Senders {

  /** A refused client of a closed loop waits at least so long, or it would turn in a circle. */
  private static final Duration LEAST_RETRY = Duration.ofMillis(1);

  private static final Consumer<Throwable> NOTHING = refusal -> {};

  private final RequestQueue<Arrival, Boolean> queue;
  private final Timeline timeline;
  private final Recorder recorder;
  private final Duration timeout;
  private final long endNanos;

  /** Tickets that are yet to be sent and that the timeline knows of. */
  private long scheduled;

  private long open;

  Senders(
      RequestQueue<Arrival, Boolean> queue,
      Timeline timeline,
      Recorder recorder,
      Duration timeout,
      long endNanos) {
    this.queue = queue;
    this.timeline = timeline;
    this.recorder = recorder;
    this.timeout = timeout;
    this.endNanos = endNanos;
  }

  /** Whether a ticket is open or will be sent. */
  boolean areActive() {
    return open > 0 || scheduled > 0;
  }

  void start(Load load, RandomGenerator random) {
    if (load instanceof Load.Open stream) {
      sendNext(stream.arrivals(random));
    } else if (load instanceof Load.Saturated loop) {
      for (int i = 0; i < loop.clients(); i++) {
        sendAgain("client-" + i, 0);
      }
    }
  }

  private void sendNext(Iterator<Arrival> arrivals) {
    if (!arrivals.hasNext()) {
      return;
    }
    Arrival arrival = arrivals.next();
    schedule(
        arrival.nanos(),
        () -> {
          sendNext(arrivals);
          offer(arrival, NOTHING);
        });
  }

  private void sendAgain(String client, long nanos) {
    schedule(
        nanos,
        () -> {
          Arrival arrival = new Arrival(timeline.getAsLong(), client, Arrival.PAGE);
          offer(arrival, failure -> sendAgain(client, timeline.getAsLong() + pause(failure)));
        });
  }

  private static long pause(Throwable failure) {
    if (failure instanceof RequestRefusedException refusal) {
      Duration retry = refusal.retryAfter();
      return (retry.compareTo(LEAST_RETRY) > 0 ? retry : LEAST_RETRY).toNanos();
    }
    return 0;
  }

  private void schedule(long nanos, Runnable sending) {
    if (nanos >= endNanos) {
      return;
    }
    scheduled++;
    timeline.at(
        nanos,
        () -> {
          scheduled--;
          sending.run();
        });
  }

  /**
   * @param then hears of the end: of the failure, or null
   */
  private void offer(Arrival arrival, Consumer<Throwable> then) {
    InferenceRequest<Arrival, Boolean> ticket =
        queue.request(
            arrival,
            arrival.bucket(),
            1,
            new Terms(arrival.client(), Priority.INTERACTIVE, timeout));
    open++;
    recorder.offered(arrival.nanos());
    ticket.whenEnded(
        (answer, failure) -> {
          open--;
          record(arrival.nanos(), failure);
          then.accept(failure);
        });
    queue.offer(ticket);
  }

  private void record(long arrival, Throwable failure) {
    if (failure == null) {
      recorder.answered(arrival, timeline.getAsLong());
    } else if (failure instanceof RequestRefusedException) {
      recorder.refused(arrival);
    } else {
      recorder.expired(arrival, timeline.getAsLong());
    }
  }
}
