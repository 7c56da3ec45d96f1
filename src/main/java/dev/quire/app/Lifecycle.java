package dev.quire.app;

import dev.quire.api.CpuPool;
import dev.quire.document.Documents;
import dev.quire.worker.Supervisors;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Starts the workers with the service and drains them with it. */
@ApplicationScoped
class Lifecycle {

  private static final Logger LOG = Logger.getLogger(Lifecycle.class);

  private final Supervisors supervisors;
  private final MemorySampler sampler;
  private final KeyWatch keys;
  private final Documents documents;
  private final CpuPool pool;
  private final boolean warmUp;
  private final Duration grace;

  Lifecycle(
      Supervisors supervisors,
      MemorySampler sampler,
      KeyWatch keys,
      Documents documents,
      CpuPool pool,
      QuireConfig config) {
    this.supervisors = supervisors;
    this.sampler = sampler;
    this.keys = keys;
    this.documents = documents;
    this.pool = pool;
    this.warmUp = config.documents().warmUp();
    this.grace =
        Range.check(
            "quire.shutdown.grace", config.shutdown().grace(), Duration.ZERO, Duration.ofHours(1));
  }

  /** An exception here stops the start, with its message on the console. */
  void start(@Observes StartupEvent event) {
    supervisors.start();
    sampler.start();
    keys.start();
    if (warmUp) {
      warmUp();
    }
  }

  /** Beside the start, which need not wait for it. */
  private void warmUp() {
    pool.finish(
            () -> {
              documents.warmUp();
              return true;
            })
        .subscribe()
        .with(done -> LOG.debug("Documents can be drawn"), e -> LOG.warn("No PDF can be drawn", e));
  }

  /** The first word of the end: readiness goes down and new requests are refused at once. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    supervisors.drain();
  }

  void stop(@Observes ShutdownEvent event) {
    supervisors.stop(grace);
  }
}
