package dev.quire.train.page;

import java.awt.Color;
import java.util.List;
import java.util.random.RandomGenerator;

/** Random choices, as the generator asks for them. Not thread-safe; one per page. */
public record Dice(RandomGenerator random) {

  /** A source that depends on nothing but the two numbers. */
  public static Dice of(long seed, long index) {
    long mixed = seed * 0x9E3779B97F4A7C15L ^ (index + 0x632BE59BD9B4E019L) * 0xD1B54A32D192ED03L;
    return new Dice(new java.util.SplittableRandom(mixed));
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Uniform in a range. */
  public double between(double low, double high) {
    return low + random.nextDouble() * (high - low);
  }

  /** Uniform in a range, both ends included. */
  public int whole(int low, int high) {
    return low + random.nextInt(Math.max(1, high - low + 1));
  }

  /** Log-uniform in a range. */
  public double log(double low, double high) {
    return Math.exp(between(Math.log(low), Math.log(high)));
  }

  /** A whole number in a range where small ones are more common. */
  public int few(int low, int high) {
    double u = random.nextDouble();
    return low + (int) Math.floor(u * u * (high - low + 1));
  }

  public double gauss(double mean, double deviation) {
    return mean + deviation * random.nextGaussian();
  }

  public <T> T pick(List<T> options) {
    return options.get(random.nextInt(options.size()));
  }

  @SafeVarargs
  public final <T> T pick(T... options) {
    return options[random.nextInt(options.length)];
  }

  /** An index drawn by weight. */
  public int weighted(double... weights) {
    double sum = 0;
    for (double weight : weights) {
      sum += weight;
    }
    double at = random.nextDouble() * sum;
    for (int i = 0; i < weights.length; i++) {
      at -= weights[i];
      if (at < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** A colour of any hue with saturation and brightness from the given ranges. */
  public Color colour(double s1, double s2, double b1, double b2) {
    return Color.getHSBColor(random.nextFloat(), (float) between(s1, s2), (float) between(b1, b2));
  }
}
