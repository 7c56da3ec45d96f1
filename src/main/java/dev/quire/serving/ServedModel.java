package dev.quire.serving;

import dev.quire.model.Resolution;
import dev.quire.precision.PrecisionDecisions;
import dev.quire.queue.RequestQueue;
import dev.quire.worker.Workers;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A model that is served, as those see it who look after the service. Thread-safe.
 *
 * @param name what configuration, metrics and answers call it
 * @param task what it is asked for, such as {@code layout}
 * @param workers one for each device that it runs on
 * @param queue what waits for it
 * @param precisions in what precision it runs on each device
 * @param ladder its resolutions from the usual one down; empty where its task knows none
 */
public record ServedModel(
    String name,
    String task,
    Workers workers,
    RequestQueue<?, ?> queue,
    PrecisionDecisions precisions,
    List<Resolution> ladder) {

  public ServedModel {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(task, "task");
    Objects.requireNonNull(workers, "workers");
    Objects.requireNonNull(queue, "queue");
    Objects.requireNonNull(precisions, "precisions");
    ladder = List.copyOf(ladder);
  }

  /** What items without a wish of their own are prepared at; empty where the task knows none. */
  public Optional<Resolution> resolution() {
    return ladder.isEmpty()
        ? Optional.empty()
        : Optional.of(ladder.get(Math.min(workers.pressureLevel(), ladder.size() - 1)));
  }
}
