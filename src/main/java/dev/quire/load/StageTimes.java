package dev.quire.load;

import java.util.Map;

/**
 * Where the time of the mean answer went, in milliseconds; they add up to its latency.
 *
 * @param prepare decoding and resizing
 * @param queue waiting for a device
 * @param run on the device
 * @param finish from the model's rows to the answer
 * @param outside of the service's account: the network, this program, and in an open loop what a
 *     request waited to be sent
 */
public record StageTimes(double prepare, double queue, double run, double finish, double outside) {

  /** Of answers that say nothing of it. */
  static StageTimes unknown() {
    return new StageTimes(0, 0, 0, 0, 0);
  }

  /**
   * Reads means by the service's names.
   *
   * @param latency the mean of the same answers
   */
  static StageTimes of(Map<String, Double> means, double latency) {
    double prepare = means.getOrDefault("prepare", 0.0);
    double queue = means.getOrDefault("queue", 0.0);
    double run = means.getOrDefault("run", 0.0);
    double finish = means.getOrDefault("finish", 0.0);
    double told = prepare + queue + run + finish;
    return new StageTimes(prepare, queue, run, finish, Math.max(0, latency - told));
  }

  /** Whether any answer told. */
  public boolean isKnown() {
    return sum() > 0;
  }

  /** The mean latency. */
  public double sum() {
    return prepare + queue + run + finish + outside;
  }
}
