package dev.quire.simulate;

import dev.quire.batch.AdaptiveBatchPolicy;
import dev.quire.batch.FixedBatchPolicy;
import java.time.Duration;

/** The batch policy to simulate. Every device is given one of its own. */
public sealed interface PolicyChoice {

  /** For one device, whose times are not yet known. */
  Batching batching(AdaptiveBatchPolicy.Limits limits);

  /** What Quire does. */
  record Adaptive() implements PolicyChoice {

    @Override
    public Batching batching(AdaptiveBatchPolicy.Limits limits) {
      return Batching.adaptive(limits);
    }

    @Override
    public String toString() {
      return "adaptive";
    }
  }

  /** Waits until the batch is full or the leading ticket has waited long enough. */
  record Fixed(FixedBatchPolicy policy) implements PolicyChoice {

    /**
     * @param size tickets of a full batch, at least 1
     * @param delay longest wait for company; zero runs what is there
     * @throws IllegalArgumentException if they are none
     */
    public static Fixed of(int size, Duration delay) {
      return new Fixed(new FixedBatchPolicy(size, delay.toNanos()));
    }

    @Override
    public Batching batching(AdaptiveBatchPolicy.Limits limits) {
      return Batching.fixed(policy, limits);
    }

    @Override
    public String toString() {
      return "fixed %d, %s ms"
          .formatted(policy.maxSize(), Milliseconds.text(policy.maxDelayNanos()));
    }
  }

  /** Takes what is there, up to the largest size allowed. */
  record Greedy() implements PolicyChoice {

    @Override
    public Batching batching(AdaptiveBatchPolicy.Limits limits) {
      return Batching.fixed(new FixedBatchPolicy(limits.maxSize(), 0), limits);
    }

    @Override
    public String toString() {
      return "greedy";
    }
  }
}
