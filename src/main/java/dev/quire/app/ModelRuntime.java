package dev.quire.app;

import dev.quire.api.Outcomes;
import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;
import dev.quire.queue.RequestQueue;
import dev.quire.serving.ServedModel;
import dev.quire.worker.ModelSupervisor;
import dev.quire.worker.Served;

/**
 * A model that is served: its queue, its workers, and how it is opened. Made by {@link
 * ModelRuntimes}. Thread-safe.
 *
 * @param <P> the task's prepared item
 * @param <R> the task's raw result
 */
public final class ModelRuntime<P, R> {

  private final ServedModel served;
  private final RequestQueue<P, Served<R>> queue;
  private final ModelSupervisor<P, R> workers;
  private final ModelOpener opener;
  private final Outcomes outcomes;

  ModelRuntime(
      ServedModel served,
      RequestQueue<P, Served<R>> queue,
      ModelSupervisor<P, R> workers,
      ModelOpener opener,
      Outcomes outcomes) {
    this.served = served;
    this.queue = queue;
    this.workers = workers;
    this.opener = opener;
    this.outcomes = outcomes;
  }

  /** Where requests to the model wait. */
  public RequestQueue<P, Served<R>> queue() {
    return queue;
  }

  /** Runs the model on its devices, once it is started. */
  public ModelSupervisor<P, R> workers() {
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
