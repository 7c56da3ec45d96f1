package dev.quire.simulate;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Finds how many devices a load needs: the smallest number with which at least 99 % of the offered
 * tickets are answered within the objective.
 */
public final class Planner {

  /** The share of the offered tickets that must be answered within the objective. */
  public static final double SHARE = 0.99;

  private Planner() {}

  /**
   * @param scenario its first device is the one to multiply
   * @param most the largest number to try, at least 1
   * @return the number; empty if not even {@code most} are enough
   */
  public static OptionalInt replicas(Scenario scenario, int most) {
    return IntStream.rangeClosed(1, most)
        .filter(count -> suffices(Simulation.run(scenario.on(count))))
        .findFirst();
  }

  private static boolean suffices(Report report) {
    return report.tickets().shareWithinObjective() >= SHARE;
  }
}
