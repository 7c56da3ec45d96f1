package dev.quire.api.layout;

import dev.quire.api.CpuPool;
import dev.quire.api.layout.LayoutAnswer.RegionAnswer;
import dev.quire.api.layout.LayoutAnswer.Size;
import dev.quire.api.layout.LayoutAnswer.Timing;
import dev.quire.batch.Bucket;
import dev.quire.model.Model;
import dev.quire.queue.Ticket;
import dev.quire.queue.TicketQueue;
import dev.quire.task.layout.LayoutParameters;
import dev.quire.task.layout.LayoutPostprocessor;
import dev.quire.task.layout.LayoutTask;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.task.layout.Region;
import dev.quire.worker.Served;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * The life of a page: prepared on the CPU pool, queued, run by a worker, finished on the CPU pool.
 * Nothing here blocks; a subscriber that cancels takes its page out of the queue. Thread-safe.
 */
public final class LayoutService {

  private final Model model;
  private final LayoutTask task;
  private final LayoutPostprocessor postprocessor;
  private final TicketQueue<PreparedPage, Served<PageRows>> queue;
  private final CpuPool pool;
  private final Duration timeout;
  private final StageMetrics metrics;

  /**
   * @param timeout how long a page may wait in the queue
   */
  public LayoutService(
      Model model,
      LayoutTask task,
      LayoutPostprocessor postprocessor,
      TicketQueue<PreparedPage, Served<PageRows>> queue,
      CpuPool pool,
      Duration timeout,
      StageMetrics metrics) {
    this.model = model;
    this.task = task;
    this.postprocessor = postprocessor;
    this.queue = queue;
    this.pool = pool;
    this.timeout = timeout;
    this.metrics = metrics;
  }

  /** What a request that chooses nothing gets: the model's own parameters. */
  public LayoutParameters defaults() {
    return LayoutParameters.of(model);
  }

  /**
   * Finds the regions of a page.
   *
   * @param encoded the image file's bytes
   * @return fails with the exceptions of {@link LayoutTask#prepare}, {@link CpuPool} and {@link
   *     Ticket#completion}
   */
  public Uni<Answered> layout(byte[] encoded, LayoutParameters parameters) {
    return Uni.createFrom()
        .deferred(
            () -> {
              long arrived = System.nanoTime();
              return pool.prepare(() -> task.prepare(encoded))
                  .chain(page -> answered(page, parameters, arrived));
            });
  }

  private Uni<Answered> answered(PreparedPage page, LayoutParameters parameters, long arrived) {
    Ticket<PreparedPage, Served<PageRows>> ticket =
        queue.ticket(page, bucket(page), page.sizeInBytes(), timeout);
    return served(ticket)
        .chain(
            served ->
                pool.finish(
                    () -> {
                      List<Region> regions = postprocessor.regions(served.result(), parameters);
                      Stages stages = stages(page, ticket, served, arrived);
                      metrics.record(stages);
                      return new Answered(answer(page, served, regions, stages), stages);
                    }));
  }

  private Uni<Served<PageRows>> served(Ticket<PreparedPage, Served<PageRows>> ticket) {
    return Uni.createFrom()
        .completionStage(
            () -> {
              queue.offer(ticket);
              return ticket.completion();
            })
        .onCancellation()
        .invoke(() -> queue.cancel(ticket));
  }

  private static Bucket bucket(PreparedPage page) {
    return new Bucket(page.resolution().toString(), page.resolution().pixels());
  }

  private Stages stages(
      PreparedPage page, Ticket<?, ?> ticket, Served<PageRows> served, long arrived) {
    long total = System.nanoTime() - arrived;
    long prepare = ticket.createdNanos() - arrived;
    return new Stages(
        page.decodeNanos(),
        page.resizeNanos(),
        prepare,
        served.queueNanos(),
        served.runNanos(),
        total - prepare - served.queueNanos() - served.runNanos(),
        total);
  }

  private LayoutAnswer answer(
      PreparedPage page, Served<PageRows> served, List<Region> regions, Stages stages) {
    return new LayoutAnswer(
        model.name(),
        page.width(),
        page.height(),
        regions.stream().map(RegionAnswer::of).toList(),
        Timing.of(stages),
        served.device().name(),
        served.batchSize(),
        new Size(page.resolution().height(), page.resolution().width()),
        served.precision().name().toLowerCase(Locale.ROOT));
  }

  /** An answer and the stages it went through. */
  public record Answered(LayoutAnswer answer, Stages stages) {}
}
