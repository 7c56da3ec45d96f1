package dev.quire.trace;

import dev.quire.api.ItemTrace;
import dev.quire.api.Outcomes;
import dev.quire.api.StageTimes;
import dev.quire.model.Resolution;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.Outcome;
import dev.quire.queue.RequestRefusedException;
import dev.quire.queue.Terms;
import dev.quire.queue.TraceContext;
import dev.quire.worker.Served;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.smallrye.mutiny.Uni;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The span of one item. Those of its stages are made when it ends, of times that were taken in any
 * case. An item that is not answered has the stages it came to; the last one ends as the item does.
 */
final class ItemSpan implements ItemTrace {

  private static final String PREPARE = "prepare";
  private static final String QUEUE = "queue";
  private static final String RUN = "run";
  private static final String FINISH = "finish";

  private final Tracer tracer;
  private final Span span;
  private final TraceContext place;
  private final Context parent;
  private final ClockAnchor moment;
  private final long arrivedNanos;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile InferenceRequest<?, ?> ticket;

  /**
   * @param place the span's
   * @param moment one near the item's time
   * @param arrivedNanos when the span began, by {@link System#nanoTime}
   */
  ItemSpan(Tracer tracer, Span span, TraceContext place, ClockAnchor moment, long arrivedNanos) {
    this.tracer = tracer;
    this.span = span;
    this.place = place;
    this.parent = SpanParent.of(place).parent();
    this.moment = moment;
    this.arrivedNanos = arrivedNanos;
  }

  @Override
  public Terms of(Terms terms) {
    return terms.tracedAt(place);
  }

  @Override
  public <T> Uni<T> follow(Uni<T> answer) {
    return answer.onFailure().invoke(this::failed).onCancellation().invoke(this::cancelled);
  }

  @Override
  public void waitsFor(InferenceRequest<?, ?> now) {
    ticket = now;
  }

  @Override
  public void at(Resolution resolution) {
    span.setAttribute(SpanAttributes.RESOLUTION, resolution.toString());
  }

  @Override
  public void answered(StageTimes times, Served<?> served) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    long queued = arrivedNanos + times.prepare();
    long started = queued + times.queue();
    long ran = started + times.run();
    long end = arrivedNanos + times.total();
    end(begin(PREPARE, arrivedNanos), queued);
    end(begin(QUEUE, queued), started);
    Span run = begin(RUN, started);
    describe(run, served);
    served.batch().ifPresent(batch -> run.addLink(SpanParent.of(batch).context()));
    end(run, ran);
    end(begin(FINISH, ran), end);
    span.setAttribute(SpanAttributes.SOURCE, "computed");
    end(Outcome.ANSWERED, end);
  }

  @Override
  public void reused(String source, long totalNanos, Served<?> served) {
    if (ended.compareAndSet(false, true)) {
      span.setAttribute(SpanAttributes.SOURCE, source);
      describe(span, served);
      served.batch().ifPresent(batch -> span.addLink(SpanParent.of(batch).context()));
      end(Outcome.ANSWERED, arrivedNanos + totalNanos);
    }
  }

  private static void describe(Span run, Served<?> served) {
    run.setAttribute(SpanAttributes.DEVICE, served.device().name())
        .setAttribute(SpanAttributes.BATCH_SIZE, served.batchSize())
        .setAttribute(SpanAttributes.PRECISION, served.precision().name().toLowerCase(Locale.ROOT));
  }

  private void failed(Throwable failure) {
    if (failure instanceof CancellationException) {
      cancelled();
    } else if (ended.compareAndSet(false, true)) {
      Outcome outcome = Outcomes.of(failure);
      long end = System.nanoTime();
      Span last = stages();
      mark(last, failure);
      end(last, end);
      mark(span, failure);
      if (outcome == Outcome.FAILED) {
        span.recordException(failure);
      }
      end(outcome, end);
    }
  }

  private void cancelled() {
    if (ended.compareAndSet(false, true)) {
      long end = System.nanoTime();
      end(stages(), end);
      end(Outcome.CANCELLED, end);
    }
  }

  private static void mark(Span failed, Throwable failure) {
    String type =
        failure instanceof RequestRefusedException refused
            ? refused.reason().name().toLowerCase(Locale.ROOT)
            : failure.getClass().getName();
    failed
        .setAttribute(SpanAttributes.ERROR, type)
        .setStatus(StatusCode.ERROR, failure.getMessage() == null ? type : failure.getMessage());
  }

  /** The stages that the item came to; the last one goes on. */
  private Span stages() {
    Span prepare = begin(PREPARE, arrivedNanos);
    InferenceRequest<?, ?> last = ticket;
    if (last == null) {
      return prepare;
    }
    end(prepare, last.createdNanos());
    Span queue = begin(QUEUE, last.createdNanos());
    OptionalLong taken = last.takenNanos();
    if (taken.isEmpty()) {
      return queue;
    }
    end(queue, taken.getAsLong());
    return begin(RUN, taken.getAsLong());
  }

  private Span begin(String stage, long nanos) {
    return tracer
        .spanBuilder(stage)
        .setParent(parent)
        .setStartTimestamp(moment.epochNanosOf(nanos), TimeUnit.NANOSECONDS)
        .startSpan();
  }

  private void end(Outcome outcome, long nanos) {
    span.setAttribute(SpanAttributes.OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
    end(span, nanos);
  }

  private void end(Span ending, long nanos) {
    ending.end(moment.epochNanosOf(nanos), TimeUnit.NANOSECONDS);
  }
}
