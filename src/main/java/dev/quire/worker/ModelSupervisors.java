package dev.quire.worker;

import dev.quire.device.DeviceId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The workers of all models. Thread-safe. */
public final class ModelSupervisors {

  private static final Logger LOG = Logger.getLogger(ModelSupervisors.class);

  private final List<ModelSupervisor<?, ?>> first;
  private final List<ModelSupervisor<?, ?>> behind;
  private final List<ModelSupervisor<?, ?>> started = new CopyOnWriteArrayList<>();

  /** Starts those behind; null until they are begun. */
  private volatile Thread opening;

  private volatile boolean stopping;

  /**
   * @param first one for each model that the service starts with, in order
   * @param behind those of models that are opened while the others serve already, in order
   */
  public ModelSupervisors(List<ModelSupervisor<?, ?>> first, List<ModelSupervisor<?, ?>> behind) {
    this.first = List.copyOf(first);
    this.behind = List.copyOf(behind);
  }

  private Stream<ModelSupervisor<?, ?>> all() {
    return Stream.concat(first.stream(), behind.stream());
  }

  /**
   * Starts the workers of the first models, one model after another, so that each measures its
   * batches and their memory undisturbed; blocks until each model has a device that takes work and
   * none that still starts. If a model has none, nothing is left running.
   *
   * @throws RuntimeException what kept it from starting
   */
  public void start() {
    try {
      first.forEach(this::start);
    } catch (RuntimeException e) {
      started.forEach(supervisor -> stop(supervisor, Duration.ZERO));
      throw e;
    }
  }

  private void start(ModelSupervisor<?, ?> supervisor) {
    supervisor.start();
    started.add(supervisor);
  }

  /**
   * Starts the workers of the other models in the same manner, on a thread of its own.
   *
   * @param failed takes what kept a model from starting; those after it are not started then
   */
  public void startBehind(Consumer<RuntimeException> failed) {
    if (behind.isEmpty()) {
      return;
    }
    opening =
        new Thread(
            () -> {
              try {
                behind.stream().takeWhile(any -> !stopping).forEach(this::start);
              } catch (RuntimeException e) {
                // a model that is drained while it is opened does not serve, which is no failure
                if (!stopping) {
                  failed.accept(e);
                }
              }
            },
            "quire-opening");
    opening.setDaemon(true);
    opening.start();
  }

  /** Reads every device's memory for every model; see {@link ModelSupervisor#sampleMemory}. */
  public void sampleMemory() {
    started.forEach(ModelSupervisor::sampleMemory);
  }

  /** Takes a device out of every model's service; see {@link ModelSupervisor#quarantine}. */
  public void quarantine(DeviceId id, String reason) {
    all().forEach(supervisor -> supervisor.quarantine(id, reason));
  }

  /** Takes no more work; what was admitted is still served. */
  public void drain() {
    stopping = true;
    all().forEach(ModelSupervisor::drain);
  }

  /** Ends as refused whatever has been admitted and has no answer yet. */
  public void abandon() {
    all().forEach(ModelSupervisor::abandon);
  }

  /**
   * Takes no more work, waits until what was admitted is served, and closes the predictors; blocks
   * for {@code grace} at most, all models together.
   */
  public void stop(Duration grace) {
    long end = System.nanoTime() + grace.toNanos();
    drain();
    awaitOpening(grace);
    for (ModelSupervisor<?, ?> supervisor : started) {
      stop(supervisor, Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }
  }

  /** A model that is being opened cannot be closed yet. */
  private void awaitOpening(Duration grace) {
    Thread thread = opening;
    if (thread == null || grace.isZero()) {
      return;
    }
    try {
      TimeUnit.NANOSECONDS.timedJoin(thread, grace.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
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
