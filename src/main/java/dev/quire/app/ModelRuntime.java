package dev.quire.app;

import dev.quire.api.Outcomes;
import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.queue.TicketQueue;
import dev.quire.serving.ServedModel;
import dev.quire.worker.Served;
import dev.quire.worker.Supervisor;

/**
 * A model that is served: its queue, its workers, and how it is opened. Made by {@link
 * ModelRuntimes}. Thread-safe.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public final class ModelRuntime<P, R> {

  private final ServedModel served;
  private final TicketQueue<P, Served<R>> queue;
  private final Supervisor<P, R> workers;
  private final ModelOpener opener;
  private final Outcomes outcomes;

  ModelRuntime(
      ServedModel served,
      TicketQueue<P, Served<R>> queue,
      Supervisor<P, R> workers,
      ModelOpener opener,
      Outcomes outcomes) {
    this.served = served;
    this.queue = queue;
    this.workers = workers;
    this.opener = opener;
    this.outcomes = outcomes;
  }

  /** Where requests to the model wait. */
  public TicketQueue<P, Served<R>> queue() {
    return queue;
  }

  /** Runs the model on its devices, once it is started. */
  public Supervisor<P, R> workers() {
    return workers;
  }

  /** The model as operators see it. */
  public ServedModel served() {
    return served;
  }

  /** Counts how requests end, also those that never were queued. */
  public Outcomes outcomes() {
    return outcomes;
  }

  /**
   * Opens the model once more, as a worker does; slow.
   *
   * @throws dev.quire.engine.EngineException if that cannot be done
   */
  public Predictor open(DeviceId device) {
    return opener.open(device);
  }
}
