package dev.quire.batch;

import dev.quire.batch.BatchDecision.Expire;
import dev.quire.batch.BatchDecision.Reason;
import dev.quire.batch.BatchDecision.Run;
import dev.quire.batch.BatchDecision.Wait;

/**
 * Chooses the largest batch that pays and still meets the leading ticket's deadline and the latency
 * objective, by the device's own latency table; one policy for each device.
 *
 * <p>The size is the smallest that reaches nearly the device's best rate, within the settings, the
 * {@link SizeCap}, the {@link MemoryLimit} and the deadline; behind a backlog it is the one of the
 * best rate, if that is noticeably better. The objective limits it only while all that waits fits
 * into one batch: behind a backlog, smaller batches would make everybody later. A batch that is not
 * full waits for company only if that lowers the mean latency of those concerned:
 *
 * <pre>
 * run now:   k tickets after T(k), the next, which comes after g, waits for them and runs alone
 * wait:      k + 1 tickets after g + T(k + 1)
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
   * While there is no room for a single ticket, memory is looked at again after this time; it runs
   * all the same when its deadline comes near, since what is known of memory is a prediction.
   */
  private static final long MEMORY_PAUSE = 20_000_000;

  /** How much better a rate must be to be noticeable. */
  private static final double BETTER = 1.01;

  private final LatencyTable table;
  private final SizeCap cap;
  private final MemoryLimit memory;
  private final Limits limits;

  /**
   * What settings allow.
   *
   * @param maxSize most tickets in a batch
   * @param maxCost most cost in a batch, in the unit of {@link Bucket#cost}; a single ticket may
   *     always run
   * @param objectiveNanos how soon after its arrival a ticket should be answered
   */
  public record Limits(int maxSize, long maxCost, long objectiveNanos) {

    public Limits {
      if (maxSize < 1 || maxCost < 1 || objectiveNanos < 0) {
        throw new IllegalArgumentException(
            "Not the limits of a batch: %d tickets, cost %d, %d ns"
                .formatted(maxSize, maxCost, objectiveNanos));
      }
    }

    int size(Bucket bucket) {
      return (int) Math.max(1, Math.min(maxSize, maxCost / bucket.cost()));
    }
  }

  public AdaptiveBatchPolicy(LatencyTable table, SizeCap cap, MemoryLimit memory, Limits limits) {
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
  public BatchDecision decide(Pending pending, long nowNanos) {
    Bucket bucket = pending.bucket();
    long slack = pending.leadingDeadlineNanos() - nowNanos;
    if (table.nanos(bucket, 1) > slack) {
      return new Expire();
    }
    int allowed = limits.size(bucket);
    int guarded = Math.min(allowed, cap.size(bucket));
    int wanted = table.bestSize(bucket, guarded);
    int fits = memory.size(bucket, wanted);
    if (fits == 0 && slack > table.nanos(bucket, 1) + 2 * MEMORY_PAUSE) {
      return new Wait(MEMORY_PAUSE);
    }
    boolean scarce = fits < wanted;
    int capped = scarce ? Math.max(1, fits) : guarded;
    int full = table.efficientSize(bucket, capped);
    boolean backlog = pending.tickets() > full;
    int size = backlog ? sizeBehindBacklog(bucket, full, capped) : full;
    Reason reason = size == capped && capped < allowed ? capReason(bucket, scarce) : Reason.SIZE;
    long safeSlack = (long) (slack / CAUTION);
    int inTime = Math.max(1, table.largestWithin(bucket, safeSlack, size));
    if (inTime < size) {
      size = inTime;
      reason = Reason.DEADLINE;
    }
    long toObjective = pending.leadingSinceNanos() + limits.objectiveNanos - nowNanos;
    if (!backlog) {
      int soon = table.largestWithin(bucket, toObjective, size);
      if (soon > 0 && soon < size) {
        size = soon;
        reason = Reason.OBJECTIVE;
      }
    }
    if (pending.tickets() >= size) {
      return new Run(size, reason);
    }
    long patience = patience(pending, Math.min(safeSlack, toObjective));
    return patience > 0 ? new Wait(patience) : new Run(pending.tickets(), Reason.DELAY);
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

  /** How long to wait for another ticket; 0 if that would not pay. */
  private long patience(Pending pending, long within) {
    long gap = pending.arrivalGapNanos();
    Bucket bucket = pending.bucket();
    int tickets = pending.tickets();
    double now = table.nanos(bucket, tickets);
    if (gap >= now) {
      return 0;
    }
    double one = table.nanos(bucket, 1);
    double together = table.nanos(bucket, tickets + 1);
    double newcomerGains = now - gap + one - together;
    double othersLose = tickets * (gap + together - now);
    if (newcomerGains <= othersLose) {
      return 0;
    }
    return Math.max(0, Math.min(Math.max(gap, 1), within - (long) together));
  }
}
