package dev.quire.api.layout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quire.api.CpuPool;
import dev.quire.api.SingleFlight;
import dev.quire.model.Resolution;
import dev.quire.queue.Terms;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketExpiredException;
import dev.quire.queue.TicketQueue;
import dev.quire.queue.TicketRefusedException;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.concurrent.CancellationException;

/**
 * From a page's bytes to the model's raw rows: prepared on the CPU pool, queued, run by a worker.
 * Identical pages in flight are computed once, and rows may be kept for a while, because they do
 * not depend on a request's parameters. Nothing here blocks; when the last subscriber for a page
 * cancels, the page leaves the queue. Thread-safe.
 */
public final class PageInference {

  /** The queue ends a ticket in time; this is for those who share another's longer one. */
  private static final Duration GRACE = Duration.ofMillis(50);

  private final LayoutTask task;
  private final Resolution resolution;
  private final TicketQueue<PreparedPage, Served<PageRows>> queue;
  private final CpuPool pool;
  private final SingleFlight<PageKey, PageResult> flights =
      new SingleFlight<>(PageInference::isCallersOwn);
  private final CacheLimits limits;
  private final Cache<PageKey, PageResult> cache;

  /**
   * What is kept of answered pages.
   *
   * @param bytes most memory for rows; 0 keeps none
   * @param age how long rows are kept
   */
  public record CacheLimits(long bytes, Duration age) {}

  public PageInference(
      LayoutTask task,
      Resolution resolution,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      CpuPool pool,
      CacheLimits limits) {
    this.task = task;
    this.resolution = resolution;
    this.queue = queue;
    this.pool = pool;
    this.limits = limits;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(limits.bytes())
            .weigher((PageKey key, PageResult result) -> result.sizeInBytes())
            .expireAfterWrite(limits.age())
            .build();
  }

  /** A failure that another request for the same page, with time of its own, need not have. */
  private static boolean isCallersOwn(Throwable failure) {
    return failure instanceof TicketExpiredException
        || failure instanceof TicketRefusedException
        || failure instanceof CancellationException;
  }

  /**
   * Computes the rows of a page.
   *
   * @param encoded the image file's bytes
   * @param terms the timeout counts from {@code arrivedNanos}
   * @return fails with the exceptions of {@link LayoutTask#prepare}, {@link CpuPool} and {@link
   *     Ticket#completion}
   */
  public Uni<PageResult> rows(byte[] encoded, Terms terms, long arrivedNanos) {
    if (limits.bytes() == 0) {
      knock(terms, arrivedNanos);
    }
    return pool.prepare(() -> PageKey.of(encoded, resolution))
        .chain(
            key -> {
              PageResult kept = cache.getIfPresent(key);
              return kept != null
                  ? Uni.createFrom().item(kept.from(PageResult.Source.CACHE))
                  : computed(key, encoded, terms, arrivedNanos);
            });
  }

  private Uni<PageResult> computed(PageKey key, byte[] encoded, Terms terms, long arrived) {
    return flights
        .run(key, () -> compute(key, encoded, terms, arrived))
        .map(
            landed ->
                landed.shared() ? landed.value().from(PageResult.Source.SHARED) : landed.value())
        .ifNoItem()
        .after(terms.timeout().plus(GRACE))
        .failWith(() -> new TicketExpiredException(terms.timeout()));
  }

  private Uni<PageResult> compute(PageKey key, byte[] encoded, Terms terms, long arrived) {
    knock(terms, arrived);
    return pool.prepare(() -> task.prepare(encoded))
        .chain(page -> queued(page, terms, arrived))
        .invoke(result -> cache.put(key, result));
  }

  /** Nothing is hashed or decoded for a page that the queue would refuse. */
  private void knock(Terms terms, long arrived) {
    queue.knock(
        task.bucket(resolution), PreparedPage.sizeInBytes(resolution), left(terms, arrived));
  }

  /** What is left of a request's time. */
  private static Terms left(Terms terms, long arrived) {
    Duration left = terms.timeout().minusNanos(System.nanoTime() - arrived);
    if (left.isNegative()) {
      throw new TicketExpiredException(terms.timeout());
    }
    return new Terms(terms.client(), terms.priority(), left);
  }

  private Uni<PageResult> queued(PreparedPage page, Terms terms, long arrived) {
    Ticket<PreparedPage, Served<PageRows>> ticket =
        queue.ticket(page, task.bucket(page), page.sizeInBytes(), left(terms, arrived));
    return Uni.createFrom()
        .completionStage(
            () -> {
              queue.offer(ticket);
              return ticket.completion();
            })
        .onCancellation()
        .invoke(() -> queue.cancel(ticket))
        .map(served -> PageResult.computed(page, ticket.createdNanos() - arrived, served));
  }
}
