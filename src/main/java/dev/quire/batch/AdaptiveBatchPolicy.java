package dev.quire.batch;

import dev.quire.batch.BatchDecision.Better;
import dev.quire.batch.BatchDecision.Expire;
import dev.quire.batch.BatchDecision.NoRoom;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.BatchDecision.Run;
import dev.quire.batch.BatchDecision.Wait;
import java.util.Optional;

/**
 * Chooses the largest batch that pays and still meets the leading request's deadline and the
 * latency objective, by the device's own latency table; one policy for each device.
 *
 * <p>The size is the smallest that reaches nearly the device's best rate, within the settings, the
 * {@link AimdBatchLimit}, the {@link MemoryLimit} and the deadline; behind a backlog it is the one
 * of the best rate, if that is noticeably better. The objective limits it only while all that waits
 * fits into one batch: behind a backlog, smaller batches would make everybody later. A batch that
 * is not full waits for company only if that lowers the mean latency of those concerned:
 *
 * <pre>
 * run now:   k requests after T(k), the next, which comes after g, waits for them and runs alone
 * wait:      k + 1 requests after g + T(k + 1)
 * </pre>
 */
public final class AdaptiveBatchPolicy implements BatchPolicy {

  /**
   * A run may take a tenth longer than predicted and still be in time. Without this, queues that
   * are as long as deadlines allow lead into a trap: one run that is a little late makes the next
   * batch smaller, and smaller batches make everything later.
   */
  static final double CAUTION = 1.1;

  /**
   * While there is no room for a single request, memory is looked at again after this time; it runs
   * all the same when its deadline comes near, since what is known of memory is a prediction.
   */
  private static final long MEMORY_PAUSE = 20_000_000;

  /** How much better a rate must be to be noticeable. */
  private static final double BETTER = 1.01;

  /** A batch with less than this share of the rate that others could have is a poor one. */
  private static final double POOR = 0.9;

  private final LatencyTable table;
  private final AimdBatchLimit cap;
  private final MemoryLimit memory;
  private final Limits limits;
  private final Trials trials = new Trials();

  /**
   * What settings allow.
   *
   * @param maxSize most requests in a batch
   * @param maxCost most cost in a batch, in the unit of {@link Bucket#cost}; a single request may
   *     always run
   * @param objectiveNanos how soon after its arrival a request should be answered
   */
  public record Limits(int maxSize, long maxCost, long objectiveNanos) {

    public Limits {
      if (maxSize < 1 || maxCost < 1 || objectiveNanos < 0) {
        throw new IllegalArgumentException(
            "Not the limits of a batch: %d requests, cost %d, %d ns"
                .formatted(maxSize, maxCost, objectiveNanos));
      }
    }

    int size(Bucket bucket) {
      return (int) Math.max(1, Math.min(maxSize, maxCost / bucket.cost()));
    }
  }

  public AdaptiveBatchPolicy(
      LatencyTable table, AimdBatchLimit cap, MemoryLimit memory, Limits limits) {
    this.table = table;
    this.cap = cap;
    this.memory = memory;
    this.limits = limits;
  }

  /** The size of a batch that nothing but the device limits. */
  public int fullSize(Bucket bucket) {
    int guarded = Math.min(limits.size(bucket), cap.size(bucket));
    int wanted = table.bestSize(bucket, guarded);
    int fits = memory.size(bucket, wanted);
    return table.efficientSize(bucket, fits < wanted ? Math.max(1, fits) : guarded);
  }

  @Override
  public BatchDecision decide(QueueView view, long nowNanos) {
    Bucket bucket = view.bucket();
    long slack = view.leadingDeadlineNanos() - nowNanos;
    long single = table.nanos(bucket, 1);
    if (single > slack) {
      return new Expire(single);
    }
    int allowed = limits.size(bucket);
    int guarded = Math.min(allowed, cap.size(bucket));
    int wanted = table.bestSize(bucket, guarded);
    int fits = memory.size(bucket, wanted);
    if (fits == 0 && slack > single + 2 * MEMORY_PAUSE) {
      return new NoRoom(MEMORY_PAUSE);
    }
    boolean scarce = fits < wanted;
    int capped = scarce ? Math.max(1, fits) : guarded;
    int full = table.efficientSize(bucket, capped);
    boolean backlog = view.requests() > full;
    int size = backlog ? sizeBehindBacklog(bucket, full, capped) : full;
    Reason reason = size == capped && capped < allowed ? capReason(bucket, scarce) : Reason.SIZE;
    long safeSlack = (long) (slack / CAUTION);
    int inTime = Math.max(1, table.largestWithin(bucket, safeSlack, size));
    Optional<Better> better = Optional.empty();
    boolean free = inTime >= size;
    if (!free) {
      better = backlog ? better(view, size, inTime) : Optional.empty();
      size = inTime;
      reason = Reason.DEADLINE;
    }
    long toObjective = view.leadingSinceNanos() + limits.objectiveNanos - nowNanos;
    if (!backlog) {
      int soon = table.largestWithin(bucket, toObjective, size);
      if (soon > 0 && soon < size) {
        size = soon;
        reason = Reason.OBJECTIVE;
      }
    }
    if (backlog && free && isTrialDue(view, size, guarded, safeSlack)) {
      int tried = step(bucket, size, guarded);
      return new Run(tried, Reason.TRIAL, worst(bucket, size, tried), Optional.empty());
    }
    if (view.requests() >= size) {
      return new Run(size, reason, table.nanos(bucket, size), better);
    }
    long patience = patience(view, Math.min(safeSlack, toObjective));
    return patience > 0
        ? new Wait(patience)
        : new Run(view.requests(), Reason.DELAY, table.nanos(bucket, view.requests()), better);
  }

  /**
   * What to run instead of a batch that the leading request's deadline makes small, if that is
   * poor: after a stall all requests are late, and who serves the latest of them in small batches
   * stays so. Not for requests that never had the time for a full batch: theirs are as good as they
   * can be.
   */
  private Optional<Better> better(QueueView view, int size, int inTime) {
    Bucket bucket = view.bucket();
    long nanos = (long) (CAUTION * table.nanos(bucket, size));
    boolean hadTime = view.leadingDeadlineNanos() - view.leadingSinceNanos() >= nanos;
    boolean poor = rate(bucket, inTime) < POOR * rate(bucket, size);
    return hadTime && poor ? Optional.of(new Better(size, nanos)) : Optional.empty();
  }

  /** Whether the next larger size is to be tried, which must be safe whatever it takes. */
  private boolean isTrialDue(QueueView view, int size, int most, long slack) {
    Bucket bucket = view.bucket();
    int next = step(bucket, size, most);
    return next > size
        && view.requests() >= next
        && table.nanos(bucket, size) > 0
        && worst(bucket, size, next) <= slack
        && inProportion(bucket, size, next) <= limits.objectiveNanos
        && memory.size(bucket, next) >= next
        && trials.isDue(bucket);
  }

  private int step(Bucket bucket, int size, int most) {
    return Math.min(most, table.sizeAbove(bucket, size));
  }

  private long worst(Bucket bucket, int size, int next) {
    return Math.max(table.nanos(bucket, next), inProportion(bucket, size, next));
  }

  /** How long a size takes if it is no more efficient than a smaller one. */
  private long inProportion(Bucket bucket, int size, int next) {
    return (long) ((double) table.nanos(bucket, size) * next / size);
  }

  /** A trial of a size took so long. */
  void tried(Bucket bucket, int size, long nanos) {
    double best = rate(bucket, table.bestSize(bucket, size));
    table.tried(bucket, size, nanos);
    if ((double) size / Math.max(1, nanos) >= BETTER * best) {
      trials.paid(bucket);
    }
  }

  private double rate(Bucket bucket, int size) {
    return (double) size / Math.max(1, table.nanos(bucket, size));
  }

  private int sizeBehindBacklog(Bucket bucket, int full, int most) {
    int best = table.bestSize(bucket, most);
    double bestRate = (double) best / table.nanos(bucket, best);
    double fullRate = (double) full / table.nanos(bucket, full);
    return bestRate >= BETTER * fullRate ? best : full;
  }

  private Reason capReason(Bucket bucket, boolean scarce) {
    return scarce || cap.isMemory(bucket) ? Reason.MEMORY : Reason.CAP;
  }

  /** How long to wait for another request; 0 if that would not pay. */
  private long patience(QueueView view, long within) {
    long gap = view.arrivalGapNanos();
    Bucket bucket = view.bucket();
    int requests = view.requests();
    double now = table.nanos(bucket, requests);
    if (gap >= now) {
      return 0;
    }
    double one = table.nanos(bucket, 1);
    double together = table.nanos(bucket, requests + 1);
    double newcomerGains = now - gap + one - together;
    double othersLose = requests * (gap + together - now);
    if (newcomerGains <= othersLose) {
      return 0;
    }
    return Math.max(0, Math.min(Math.max(gap, 1), within - (long) together));
  }
}
