package dev.quire.app;

import dev.quire.api.CpuExecutor;
import dev.quire.api.PendingResponses;
import dev.quire.document.Documents;
import dev.quire.image.PageWarning;
import dev.quire.worker.ModelSupervisors;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Starts the workers with the service and drains them with it.
 *
 * <p>The end: from the signal on, new requests are refused, and those in progress have the grace
 * period to be answered. What is left shortly before its end is refused. HTTP closes when nothing
 * is in progress any more, at the latest when the grace period has passed.
 */
@ApplicationScoped
class Lifecycle {

  private static final Logger LOG = Logger.getLogger(Lifecycle.class);

  /**
   * Runs in progress may end before the engines are closed, whether or not their answers are still
   * wanted.
   */
  private static final Duration LEAST_FOR_RUNS = Duration.ofSeconds(5);

  /** How often the threads of preparation are looked at. */
  private static final Duration WATCH = Duration.ofSeconds(1);

  private final ModelSupervisors supervisors;
  private final MemorySampler sampler;
  private final KeyWatch keys;
  private final Documents documents;
  private final CpuExecutor pool;
  private final PdfDrawing drawing;
  private final Vertx vertx;
  private final PendingResponses lastWords;
  private final boolean warmUp;
  private final GracePeriod grace;
  private volatile long end;
  private volatile boolean draining;
  private volatile List<DelayedTask> due = List.of();

  Lifecycle(
      ModelSupervisors supervisors,
      MemorySampler sampler,
      KeyWatch keys,
      Documents documents,
      CpuExecutor pool,
      PdfDrawing drawing,
      Vertx vertx,
      PendingResponses lastWords,
      QuireConfig config,
      @ConfigProperty(name = "quarkus.shutdown.delay") Duration delay,
      @ConfigProperty(name = "quarkus.shutdown.timeout") Duration timeout) {
    this.supervisors = supervisors;
    this.sampler = sampler;
    this.keys = keys;
    this.documents = documents;
    this.pool = pool;
    this.drawing = drawing;
    this.vertx = vertx;
    this.lastWords = lastWords;
    this.warmUp = config.documents().warmUp();
    this.grace = GracePeriod.of(config.shutdown().grace(), delay, timeout);
  }

  /** An exception here stops the start, with its message on the console. */
  void start(@Observes StartupEvent event) {
    // failures for a client that has left are only logged
    Infrastructure.setDroppedExceptionHandler(
        e -> LOG.debug("It failed when nobody waited for it any more", e));
    supervisors.start();
    supervisors.startBehind(Lifecycle::giveUp);
    sampler.start();
    keys.start();
    vertx.setPeriodic(WATCH.toMillis(), timer -> pool.watch());
    if (warmUp) {
      warmUp();
    }
  }

  /** A service that cannot serve what its settings say ends, as it does at its start. */
  private static void giveUp(RuntimeException cause) {
    LOG.errorf(cause, "A model cannot be opened, so the service ends");
    Quarkus.asyncExit(1);
  }

  /** Beside the start, which need not wait for it. */
  private void warmUp() {
    drawing
        .lanes()
        .drawing()
        .finish(documents::warmUp)
        .subscribe()
        .with(
            missing -> {
              LOG.debug("Documents can be drawn");
              missing.forEach(Lifecycle::tellOfFonts);
            },
            e -> LOG.warn("No PDF can be drawn", e));
  }

  private static void tellOfFonts(PageWarning missing) {
    LOG.warnf(
        "Text of documents that bring no fonts along cannot be drawn in full: %s."
            + " A package of fonts such as fonts-droid-fallback mends it",
        missing.detail());
  }

  /** The first word of the end: readiness goes down and new requests are refused at once. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    end = System.nanoTime() + grace.whole().toNanos();
    draining = true;
    supervisors.drain();
    lastWords.endEndlessStreams();
    // not on event loops, which have answers to write meanwhile: each may end many requests
    due =
        List.of(
            DelayedTask.start("quire-abandon", grace.untilAbandoned(), supervisors::abandon),
            DelayedTask.start("quire-last-words", grace.untilLastWords(), this::sayLastWords));
  }

  private void sayLastWords() {
    int left = lastWords.say();
    if (left > 0) {
      LOG.warnf("The grace period ended before %d requests were answered", left);
    }
  }

  void stop(@Observes ShutdownEvent event) {
    // no request is open any more
    due.forEach(DelayedTask::cancel);
    // before the beans are destroyed, in whatever order: its processes belong to another one
    drawing.close();
    Duration left =
        draining ? Duration.ofNanos(Math.max(0, end - System.nanoTime())) : grace.whole();
    supervisors.stop(left.compareTo(LEAST_FOR_RUNS) > 0 ? left : LEAST_FOR_RUNS);
  }
}
