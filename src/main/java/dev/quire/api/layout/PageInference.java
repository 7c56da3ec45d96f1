package dev.quire.api.layout;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.quire.api.CallersOwnFailure;
import dev.quire.api.CpuExecutor;
import dev.quire.api.CpuWork;
import dev.quire.api.Deadline;
import dev.quire.api.ItemTrace;
import dev.quire.api.SingleFlight;
import dev.quire.api.document.PageSource;
import dev.quire.memory.ByteBudget;
import dev.quire.memory.MemoryReservation;
import dev.quire.memory.Stage;
import dev.quire.model.Model;
import dev.quire.model.Resolution;
import dev.quire.queue.InferenceRequest;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Reservation;
import dev.quire.queue.Terms;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * From a page's bytes to the model's raw rows: prepared on the CPU pool in one step, queued, run by
 * a worker. Identical pages in flight are computed once, and rows may be kept for a while, because
 * they do not depend on a request's parameters. Once a page is prepared, its bytes are let go of by
 * everybody who asked for it. Nothing here blocks; when the last subscriber for a page cancels, the
 * page leaves the queue. Thread-safe.
 */
public final class PageInference {

  private final LayoutTask task;
  private final Supplier<Resolution> resolutionInForce;
  private final RequestQueue<PreparedPage, Served<PageRows>> queue;
  private final CpuExecutor pool;
  private final ByteBudget heap;
  private final SingleFlight<PageKey, PageResult> flights =
      new SingleFlight<>(new CallersOwnFailure());
  private final SharedPages shared = new SharedPages();
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
      RequestQueue<PreparedPage, Served<PageRows>> queue,
      CpuExecutor pool,
      ByteBudget heap,
      CacheLimits limits) {
    this.task = task;
    this.resolutionInForce = resolutionInForce;
    this.queue = queue;
    this.pool = pool;
    this.heap = heap;
    this.limits = limits;
    this.cache =
        Caffeine.newBuilder()
            .maximumWeight(limits.bytes())
            .weigher((PageKey key, PageResult result) -> result.sizeInBytes())
            .expireAfterWrite(limits.age())
            .build();
  }

  /**
   * Makes sure that a document may be begun, whose pages then are {@link Terms#ofBegun}.
   *
   * @throws dev.quire.queue.RequestRefusedException if the service stops
   */
  public void requireOpen() {
    queue.requireOpen();
  }

  /**
   * Computes the rows of a page.
   *
   * @param page where it comes from; let go of once it is prepared
   * @param asked the resolution that the request insists on
   * @param terms for whom and how urgently; their timeout is the deadline's
   * @param deadline when the rows are of no use any more; watched until the page is queued, and the
   *     queue watches it then
   * @param trace hears how far the page has come
   * @return fails with the exceptions of {@link LayoutTask#prepare}, {@link CpuExecutor} and {@link
   *     InferenceRequest#completion}
   */
  public Uni<PageResult> rows(
      PageSource page,
      Optional<Resolution> asked,
      Terms terms,
      Deadline deadline,
      ItemTrace trace) {
    return Uni.createFrom()
        .deferred(
            () -> {
              Resolution resolution = asked.orElseGet(resolutionInForce);
              trace.at(resolution);
              PageReservation reservation =
                  new PageReservation(page, resolution, terms, deadline, trace);
              // what may be in the cache needs no place; all else is refused before it is hashed
              Uni<PageResult> rows = pool.begin(reservation.work(), () -> begun(reservation));
              if (limits.bytes() == 0) {
                rows = unlessDisplaced(reservation.keep(), rows);
              }
              return rows.onTermination().invoke(reservation::end);
            });
  }

  /**
   * On a thread of the pool: tells which page it is and, if nobody computes it yet, prepares it.
   */
  private Uni<PageResult> begun(PageReservation reservation) {
    PageSource page = reservation.page;
    PageKey key = reservation.key();
    PageResult kept = cache.getIfPresent(key);
    if (kept != null) {
      page.letGo();
      return Uni.createFrom().item(kept.from(PageResult.Source.CACHE));
    }
    int urgency = reservation.terms.priority().ordinal();
    if (flights.isFlying(key, urgency)) {
      reservation.giveUp();
    }
    return flights
        .run(
            key,
            new SingleFlight.Computation<>(
                urgency,
                () -> computeByWeight(key, reservation),
                () -> computeLater(key, reservation)))
        .map(
            landed ->
                landed.shared() ? landed.value().from(PageResult.Source.SHARED) : landed.value());
  }

  /** For a request that waited for another's computation, which came to nothing. */
  private Uni<PageResult> computeLater(PageKey key, PageReservation reservation) {
    return shared.prepared(key).isPresent()
        ? compute(key, reservation)
        : pool.begin(reservation.work(), () -> computeByWeight(key, reservation));
  }

  /** On a thread of the pool: goes on here, or where heavy work is done. */
  private Uni<PageResult> computeByWeight(PageKey key, PageReservation reservation) {
    boolean prepared = shared.prepared(key).isPresent();
    CpuWork work =
        reservation
            .work()
            .weighing(prepared ? 0 : reservation.page.image(task.decoder()).decodingBytes());
    return work.heavy()
        ? pool.begin(work, () -> compute(key, reservation))
        : compute(key, reservation);
  }

  /** Takes long unless the page has been prepared before. */
  private Uni<PageResult> compute(PageKey key, PageReservation reservation) {
    // another computation may have ended since this one was found missing
    PageResult kept = cache.getIfPresent(key);
    if (kept != null) {
      return Uni.createFrom().item(kept.from(PageResult.Source.CACHE));
    }
    // the queue sees to it that clients share
    MemoryReservation tensors = heap.openForAll(Stage.TENSORS);
    Reservation place = reservation.take();
    try {
      tensors.grow(PreparedPage.sizeInBytes(reservation.resolution));
      PreparedPage prepared = shared.prepared(key).orElseGet(() -> prepared(key, reservation));
      reservation.deadline.check();
      return queued(prepared, place, reservation)
          .onTermination()
          .invoke(
              () -> {
                queue.release(place);
                tensors.close();
              })
          .invoke(result -> cache.put(key, result));
    } catch (RuntimeException | Error e) {
      tensors.close();
      queue.release(place);
      throw e;
    }
  }

  private PreparedPage prepared(PageKey key, PageReservation reservation) {
    PreparedPage page =
        task.prepare(reservation.page.image(task.decoder()), reservation.resolution);
    shared.prepared(key, page);
    reservation.page.letGo();
    return page;
  }

  /** A step that is cancelled when its place goes to somebody else. */
  private static <T> Uni<T> unlessDisplaced(Reservation place, Uni<T> step) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              Cancellable running = step.subscribe().with(emitter::complete, emitter::fail);
              emitter.onTermination(running::cancel);
              place.whenDisplaced(emitter::fail);
            });
  }

  private Uni<PageResult> queued(
      PreparedPage page, Reservation place, PageReservation reservation) {
    return Uni.createFrom()
        .emitter(
            emitter -> {
              InferenceRequest<PreparedPage, Served<PageRows>> ticket = queue.offer(place, page);
              reservation.trace.waitsFor(ticket);
              emitter.onTermination(() -> queue.cancel(ticket));
              ticket.whenEnded(
                  (served, failure) -> {
                    if (failure == null) {
                      long prepared = ticket.createdNanos() - reservation.deadline.beganNanos();
                      emitter.complete(PageResult.computed(page, prepared, served));
                    } else {
                      emitter.fail(failure);
                    }
                  });
            });
  }

  /** What one request asks for, and its place in the queue if it has one. Thread-safe. */
  private final class PageReservation {

    private final PageSource page;
    private final Resolution resolution;
    private final Terms terms;
    private final Deadline deadline;
    private final ItemTrace trace;
    private Reservation place;
    private PageKey key;
    private boolean ended;

    PageReservation(
        PageSource page, Resolution resolution, Terms terms, Deadline deadline, ItemTrace trace) {
      this.page = page;
      this.resolution = resolution;
      this.terms = terms;
      this.deadline = deadline;
      this.trace = trace;
    }

    CpuWork work() {
      return CpuWork.of(Model.LAYOUT, terms, deadline);
    }

    /** Its place, from now on the caller's to end; a new one if it was given up. */
    synchronized Reservation take() {
      Reservation taken = place == null ? reserve() : place;
      place = null;
      return taken;
    }

    /** Keeps a place until it is taken or given up. */
    synchronized Reservation keep() {
      place = reserve();
      return place;
    }

    /**
     * Which page it is, told once: its bytes may be gone when the step is taken again. From then on
     * it shares what others who ask for the page prepare.
     */
    PageKey key() {
      synchronized (this) {
        if (key != null) {
          return key;
        }
      }
      PageKey told = new PageKey(page.identity(), resolution);
      shared.enter(told, page);
      boolean late;
      synchronized (this) {
        key = told;
        late = ended;
      }
      if (late) {
        shared.leave(told, page);
      }
      return told;
    }

    /** Nobody asks any more. */
    void end() {
      giveUp();
      PageKey told;
      synchronized (this) {
        ended = true;
        told = key;
      }
      if (told != null) {
        shared.leave(told, page);
      }
    }

    synchronized void giveUp() {
      if (place != null) {
        queue.release(place);
        place = null;
      }
    }

    private Reservation reserve() {
      return queue.reserve(
          task.bucket(resolution), PreparedPage.sizeInBytes(resolution), deadline.left(terms));
    }
  }
}
