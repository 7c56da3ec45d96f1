package dev.quire.api.layout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quire.api.CpuPool;
import dev.quire.api.ItemTrace;
import dev.quire.api.SingleFlight;
import dev.quire.model.Resolution;
import dev.quire.queue.Place;
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
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

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
  private final Supplier<Resolution> resolutionInForce;
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
      Supplier<Resolution> resolutionInForce,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      CpuPool pool,
      CacheLimits limits) {
    this.task = task;
    this.resolutionInForce = resolutionInForce;
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
   * @param page where it comes from
   * @param asked the resolution that the request insists on
   * @param terms the timeout counts from {@code arrivedNanos}
   * @param trace hears how far the page has come
   * @return fails with the exceptions of {@link LayoutTask#prepare}, {@link CpuPool} and {@link
   *     Ticket#completion}
   */
  public Uni<PageResult> rows(
      PageSource page,
      Optional<Resolution> asked,
      Terms terms,
      long arrivedNanos,
      ItemTrace trace) {
    Resolution resolution = asked.orElseGet(resolutionInForce);
    trace.at(resolution);
    // what may be in the cache needs no place; everything else is refused before it is even hashed
    Reservation reservation = new Reservation(resolution, terms, arrivedNanos, trace);
    if (limits.bytes() == 0) {
      reservation.keep();
    }
    return pool.prepare(() -> new PageKey(page.identity(), resolution))
        .chain(
            key -> {
              PageResult kept = cache.getIfPresent(key);
              return kept != null
                  ? Uni.createFrom().item(kept.from(PageResult.Source.CACHE))
                  : computed(key, page, terms, reservation);
            })
        .onTermination()
        .invoke(reservation::giveUp);
  }

  private Uni<PageResult> computed(
      PageKey key, PageSource page, Terms terms, Reservation reservation) {
    if (flights.isFlying(key)) {
      reservation.giveUp();
    }
    return flights
        .run(key, () -> compute(key, page, reservation))
        .map(
            landed ->
                landed.shared() ? landed.value().from(PageResult.Source.SHARED) : landed.value())
        .ifNoItem()
        .after(terms.timeout().plus(GRACE))
        .failWith(() -> new TicketExpiredException(terms.timeout()));
  }

  private Uni<PageResult> compute(PageKey key, PageSource page, Reservation reservation) {
    Place place = reservation.take();
    return unlessDisplaced(place, pool.prepare(() -> page.prepare(task, reservation.resolution)))
        .chain(prepared -> queued(prepared, place, reservation))
        .onTermination()
        .invoke(() -> queue.release(place))
        .invoke(result -> cache.put(key, result));
  }

  /** A step that is cancelled, if it has not begun, when its place goes to somebody else. */
  private static <T> Uni<T> unlessDisplaced(Place place, Uni<T> step) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Cancellable running = step.subscribe().with(emitter::complete, emitter::fail);
              emitter.onTermination(running::cancel);
              place.whenDisplaced(emitter::fail);
            });
  }

  private Uni<PageResult> queued(PreparedPage page, Place place, Reservation reservation) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Ticket<PreparedPage, Served<PageRows>> ticket = queue.offer(place, page);
              reservation.trace.waitsFor(ticket);
              emitter.onTermination(() -> queue.cancel(ticket));
              ticket
                  .completion()
                  .whenComplete(
                      (served, failure) -> {
                        if (failure == null) {
                          long prepared = ticket.createdNanos() - reservation.arrivedNanos;
                          emitter.complete(PageResult.computed(page, prepared, served));
                        } else {
                          emitter.fail(cause(failure));
                        }
                      });
            });
  }

  /** A stage that depends on another wraps its failure. */
  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /** One request's place in the queue, if it has one at the moment. Thread-safe. */
  private final class Reservation {

    private final Resolution resolution;
    private final Terms terms;
    private final long arrivedNanos;
    private final ItemTrace trace;
    private Place place;

    Reservation(Resolution resolution, Terms terms, long arrivedNanos, ItemTrace trace) {
      this.resolution = resolution;
      this.terms = terms;
      this.arrivedNanos = arrivedNanos;
      this.trace = trace;
    }

    /** Its place, from now on the caller's to end; a new one if it was given up. */
    synchronized Place take() {
      Place taken = place == null ? reserve() : place;
      place = null;
      return taken;
    }

    /** Keeps a place until it is taken or given up. */
    synchronized void keep() {
      place = reserve();
    }

    synchronized void giveUp() {
      if (place != null) {
        queue.release(place);
        place = null;
      }
    }

    private Place reserve() {
      Duration left = terms.timeout().minusNanos(System.nanoTime() - arrivedNanos);
      if (left.isNegative()) {
        throw new TicketExpiredException(terms.timeout());
      }
      return queue.reserve(
          task.bucket(resolution), PreparedPage.sizeInBytes(resolution), terms.left(left));
    }
  }
}
