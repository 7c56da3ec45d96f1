package dev.quire.worker;

import dev.quire.device.DeviceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** The workers of all models. Thread-safe. */
public final class ModelSupervisors {

  private static final Logger LOG = Logger.getLogger(ModelSupervisors.class);

  private final List<ModelSupervisor<?, ?>> supervisors;

  /**
   * @param supervisors one for each model, in the order that they are to be started in
   */
  public ModelSupervisors(List<ModelSupervisor<?, ?>> supervisors) {
    this.supervisors = List.copyOf(supervisors);
  }

  /**
   * Starts the workers, one model after another, so that each measures its batches and their memory
   * undisturbed; blocks until each model has a device that takes work and none that still starts.
   * If a model has none, nothing is left running.
   *
   * @throws RuntimeException what kept it from starting
   */
  public void start() {
    List<ModelSupervisor<?, ?>> started = new ArrayList<>();
    try {
      for (ModelSupervisor<?, ?> supervisor : supervisors) {
        supervisor.start();
        started.add(supervisor);
      }
    } catch (RuntimeException e) {
      started.forEach(supervisor -> stop(supervisor, Duration.ZERO));
      throw e;
    }
  }

  /** Reads every device's memory for every model; see {@link ModelSupervisor#sampleMemory}. */
  public void sampleMemory() {
    supervisors.forEach(ModelSupervisor::sampleMemory);
  }

  /** Takes a device out of every model's service; see {@link ModelSupervisor#quarantine}. */
  public void quarantine(DeviceId id, String reason) {
    supervisors.forEach(supervisor -> supervisor.quarantine(id, reason));
  }

  /** Takes no more work; what was admitted is still served. */
  public void drain() {
    supervisors.forEach(ModelSupervisor::drain);
  }

  /** Ends as refused whatever has been admitted and has no answer yet. */
  public void abandon() {
    supervisors.forEach(ModelSupervisor::abandon);
  }

  /**
   * Takes no more work, waits until what was admitted is served, and closes the predictors; blocks
   * for {@code grace} at most, all models together.
   */
  public void stop(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    drain();
    for (ModelSupervisor<?, ?> supervisor : supervisors) {
      stop(supervisor, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  /** One model's trouble at its end must not leave the others running. */
  private static void stop(ModelSupervisor<?, ?> supervisor, Duration grace) {
    try {
      supervisor.stop(grace);
    } catch (RuntimeException e) {
      LOG.error("A model did not stop cleanly", e);
    }
  }
}
