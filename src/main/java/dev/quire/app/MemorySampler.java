package dev.quire.app;

import dev.quire.device.gpu.GpuMonitor;
import dev.quire.device.gpu.Gpus;
import dev.quire.fatal.RecurringTask;
import dev.quire.worker.ModelSupervisors;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Reads the devices' memory again and again on a thread of its own: the reading enters drivers, and
 * where one hangs, nothing but the readings stop.
 */
final class MemorySampler implements AutoCloseable {

  private static final Logger LOG = Logger.getLogger(MemorySampler.class);

  private final Gpus gpus;
  private final ModelSupervisors supervisors;
  private final Duration pause;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread daemon = new Thread(work, "quire-memory");
            daemon.setDaemon(true);
            return daemon;
          });

  MemorySampler(Gpus gpus, ModelSupervisors supervisors, Duration pause) {
    this.gpus = gpus;
    this.supervisors = supervisors;
    this.pause = pause;
  }

  void start() {
    thread.scheduleWithFixedDelay(
        new RecurringTask(this::sample), 0, pause.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void sample() {
    try {
      gpus.monitor().ifPresent(GpuMonitor::sample);
      supervisors.sampleMemory();
    } catch (RuntimeException e) {
      // an exception would end the schedule
      LOG.warnf(e, "The devices' memory could not be read");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
