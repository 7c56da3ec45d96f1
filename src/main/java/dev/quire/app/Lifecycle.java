package dev.quire.app;

import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Supervisor;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Starts the workers with the service and drains them with it. */
@ApplicationScoped
class Lifecycle {

  private final Supervisor<PreparedPage, PageRows> supervisor;
  private final MemorySampler sampler;
  private final Duration grace;

  Lifecycle(
      Supervisor<PreparedPage, PageRows> supervisor, MemorySampler sampler, QuireConfig config) {
    this.supervisor = supervisor;
    this.sampler = sampler;
    this.grace =
        Range.check(
            "quire.shutdown.grace", config.shutdown().grace(), Duration.ZERO, Duration.ofHours(1));
  }

  /** An exception here stops the start, with its message on the console. */
  void start(@Observes StartupEvent event) {
    supervisor.start();
    sampler.start();
  }

  /** The first word of the end: readiness goes down and new pages are refused at once. */
  void drain(@Observes ShutdownDelayInitiatedEvent event) {
    supervisor.drain();
  }

  void stop(@Observes ShutdownEvent event) {
    supervisor.stop(grace);
  }
}
