package dev.quire.queue;

import dev.quire.batch.BatchDecision;
import dev.quire.batch.BatchPolicy;
import dev.quire.batch.Bucket;
import dev.quire.batch.QueueView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Selects the batch that a worker runs next from what waits, as the worker's policy decides.
 *
 * <p>A request that this worker has no room for at the moment, or leaves to a faster one, is passed
 * over: it keeps its turn, and others that can run do. One without room is passed over for {@link
 * #PASSED_NANOS}; then nothing else runs for {@link #HELD_NANOS}, so that room can become free, and
 * so on. Each bucket is decided on at most twice in a class, but for requests that end here. Not
 * thread-safe.
 */
final class BatchSelection<P, A> {

  /** A worker that leaves a request to another one asks again after this time at the earliest. */
  private static final long YIELD_NANOS = 1_000_000;

  /** Policies never want to know of more requests in one batch. */
  private static final int MOST_COUNTED = 1024;

  /** For so long a request without room on a device is passed over by others that have it… */
  private static final long PASSED_NANOS = 1_000_000_000;

  /** …and for so long the device then runs nothing else, so that its room may become free. */
  private static final long HELD_NANOS = 200_000_000;

  private final Backlog<P, A> backlog;
  private final List<BatchConsumer> consumers;
  private final Map<Bucket, ArrivalGap> arrivals = new HashMap<>();

  /**
   * @param backlog what waits
   * @param consumers all workers of the queue: a view
   */
  BatchSelection(Backlog<P, A> backlog, List<BatchConsumer> consumers) {
    this.backlog = backlog;
    this.consumers = consumers;
  }

  /** Records a request that was admitted: policies ask when the next one may be expected. */
  void arrived(InferenceRequest<P, A> request, long now) {
    arrivals.computeIfAbsent(request.bucket(), b -> new ArrivalGap()).arrived(now);
  }

  /**
   * The next batch of a worker, taken out of the backlog, or when to ask again.
   *
   * @param policy the worker's
   * @param hopeless receives the requests that no worker can answer in time any more; they have
   *     been taken out of the backlog as well
   */
  PollResult<P, A> next(BatchPolicy policy, long now, List<InferenceRequest<P, A>> hopeless) {
    PassedOver passed = new PassedOver();
    long later = Long.MAX_VALUE;
    for (InferenceRequest<P, A> leading = backlog.leading(passed);
        leading != null;
        leading = backlog.leading(passed)) {
      BatchDecision decision = policy.decide(pending(leading, passed, now), now);
      if (decision instanceof BatchDecision.Run run) {
        return new PollResult.Batch<>(batch(leading, run, passed, now), run.reason());
      }
      if (decision instanceof BatchDecision.Wait wait) {
        return new PollResult.Later<>(Math.min(later, wait.nanos()));
      }
      if (decision instanceof BatchDecision.NoRoom noRoom) {
        later = Math.min(later, noRoom.nanos());
        if (isHeldFor(leading, now)) {
          return new PollResult.Later<>(later);
        }
        passed.pass(leading.bucket());
        continue;
      }
      OptionalLong other = freeNanosOfAnother(leading, now);
      if (other.isPresent()) {
        later = Math.min(later, Math.max(YIELD_NANOS, other.getAsLong()));
        long needed = now + ((BatchDecision.Expire) decision).nanos();
        long next = leading.deadlineNanos() + 1;
        passed.passBefore(leading.bucket(), needed - next > 0 ? needed : next);
      } else {
        backlog.remove(leading);
        hopeless.add(leading);
      }
    }
    return later == Long.MAX_VALUE ? new PollResult.Nothing<>() : new PollResult.Later<>(later);
  }

  /** Whether a worker is to run nothing else until there is room for a request. */
  private boolean isHeldFor(InferenceRequest<P, A> request, long now) {
    long passed = now - request.passed(now);
    return passed % (PASSED_NANOS + HELD_NANOS) >= PASSED_NANOS;
  }

  /**
   * Takes a batch. Of those that wait, none joins that would be answered too late in it; and where
   * a leading request that has waited nearly all its time would make the batch a poor one, a good
   * one of others goes first, if there are enough of them.
   */
  private List<InferenceRequest<P, A>> batch(
      InferenceRequest<P, A> leading, BatchDecision.Run run, PassedOver passed, long now) {
    int size = run.size();
    OptionalLong earliest = passed.earliest(leading.bucket());
    if (run.better().isPresent()) {
      BatchDecision.Better better = run.better().get();
      long end = now + better.nanos();
      if (backlog.dueFrom(leading, end, better.size()) >= better.size()) {
        return backlog.take(leading, better.size(), OptionalLong.of(end), now);
      }
    }
    if (run.nanos() > 0) {
      long end = now + run.nanos();
      earliest = OptionalLong.of(end - leading.deadlineNanos() < 0 ? end : leading.deadlineNanos());
    }
    return backlog.take(leading, size, earliest, now);
  }

  /** When a worker is free that can still answer a request which is too late for the asking one. */
  private OptionalLong freeNanosOfAnother(InferenceRequest<P, A> request, long now) {
    long slack = request.deadlineNanos() - now;
    Bucket bucket = request.bucket();
    return consumers.stream()
        .filter(consumer -> consumer.pace(bucket).nanos() > 0)
        .filter(consumer -> consumer.busyNanos() + consumer.nanos(bucket, 1) <= slack)
        .mapToLong(BatchConsumer::busyNanos)
        .min();
  }

  private QueueView pending(InferenceRequest<P, A> leading, PassedOver passed, long now) {
    return new QueueView(
        leading.bucket(),
        backlog.joinable(leading, passed, MOST_COUNTED),
        leading.createdNanos(),
        leading.deadlineNanos(),
        leading.isReturned() ? Long.MAX_VALUE : arrivalGapNanos(leading.bucket(), now));
  }

  /** When the asking worker may expect another request; each gets its share of what arrives. */
  private long arrivalGapNanos(Bucket bucket, long now) {
    long all = arrivals.get(bucket).nanos(now);
    int workers = Math.max(1, consumers.size());
    return all > Long.MAX_VALUE / workers ? Long.MAX_VALUE : all * workers;
  }
}
