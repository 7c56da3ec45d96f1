package dev.quire.device.pressure;

/**
 * The resolutions that a model offers, from the highest down, as far as pressure is concerned.
 *
 * @param rungs how many resolutions there are, at least 1
 */
public record ResolutionLadder(int rungs) {

  public ResolutionLadder {
    if (rungs < 1) {
      throw new IllegalArgumentException("A model has at least 1 resolution, not " + rungs);
    }
  }

  /** How many resolutions to go down at a level of pressure: 0 to one less than there are. */
  public int step(int level) {
    return Math.max(0, Math.min(level, rungs - 1));
  }
}
