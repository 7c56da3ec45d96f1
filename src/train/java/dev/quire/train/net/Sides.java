package dev.quire.train.net;

/**
 * How a side's distance from its cell's centre is written in the output: {@code d = 8·(exp(a) -
 * 1)}. Small distances get fine steps, and distances down to -8 pixels exist, which boxes thinner
 * than a cell need.
 */
public final class Sides {

  private static final double SCALE = PageMini.STRIDE;

  /** Keeps a stray activation from giving an infinite box. */
  public static final double MAX_CODE = 5.5;

  private Sides() {}

  public static double distance(double code) {
    return SCALE * (Math.exp(Math.min(code, MAX_CODE)) - 1);
  }

  public static double code(double distance) {
    return Math.log(Math.max(distance / SCALE + 1, 1e-2));
  }
}
