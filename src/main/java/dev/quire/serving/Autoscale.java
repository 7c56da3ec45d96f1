package dev.quire.serving;

import dev.quire.queue.QueueSnapshot;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How many instances like this one would clear what waits here in time. An instance knows nothing
 * of the others; behind a balancer each has its share, so what one advises is a factor for all: of
 * three that advise two, six are wanted. Immutable and thread-safe.
 *
 * @param target how long what waits may take
 * @param most never advises more, at least 1
 */
public record Autoscale(Duration target, int most) {

  private static final double NANOS_PER_SECOND = 1e9;

  public Autoscale {
    Objects.requireNonNull(target, "target");
    if (target.isNegative() || target.isZero() || most < 1) {
      throw new IllegalArgumentException(
          "The target must be positive and at least one instance be allowed, not %s and %d"
              .formatted(target, most));
    }
  }

  /**
   * What an instance with these queues advises.
   *
   * @param pending tickets that wait, those that are still being prepared among them
   * @param drainSeconds when the last of them will have been served
   * @param replicas the instances that would do it within the target, 1 to {@link Autoscale#most}
   * @param queues the same for each model
   */
  public record Advice(long pending, double drainSeconds, int replicas, List<QueueAdvice> queues) {}

  /** One model's part; see {@link Advice}. */
  public record QueueAdvice(String model, long pending, double drainSeconds, int replicas) {}

  /** The advice at this moment: the models share the devices, so the slowest queue decides. */
  public Advice of(ServedModels models) {
    List<QueueAdvice> queues = models.all().stream().map(this::of).toList();
    return new Advice(
        queues.stream().mapToLong(QueueAdvice::pending).sum(),
        queues.stream().mapToDouble(QueueAdvice::drainSeconds).max().orElse(0),
        queues.stream().mapToInt(QueueAdvice::replicas).max().orElse(1),
        queues);
  }

  private QueueAdvice of(ServedModel model) {
    QueueSnapshot queue = model.queue().snapshot();
    return new QueueAdvice(
        model.name(),
        queue.depth(),
        queue.drainTime().toNanos() / NANOS_PER_SECOND,
        replicas(queue.drainTime()));
  }

  int replicas(Duration drain) {
    double factor = (double) drain.toNanos() / target.toNanos();
    return (int) Math.max(1, Math.min(most, Math.ceil(factor)));
  }
}
