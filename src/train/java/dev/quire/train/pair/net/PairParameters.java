package dev.quire.train.pair.net;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** The names, shapes and places of a network's parameters in one flat array. Immutable. */
public final class PairParameters {

  /** Entries start at multiples of this many floats (64 bytes). */
  private static final int ALIGNMENT = 16;

  /** Small enough for a few hundred steps to move a row anywhere. */
  private static final double TABLE_DEVIATION = 0.1;

  /**
   * One parameter.
   *
   * @param decays whether the optimiser draws it towards zero; a table's rows would be drawn there
   *     while their pieces do not occur
   * @param deviation of the normal distribution that it starts from
   */
  public record Entry(String name, int[] shape, int offset, boolean decays, double deviation) {

    public int size() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int length;

  /** Collects the parameters of a network. */
  public PairParameters(PairMini net) {
    net.apply(new Collector());
  }

  public Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  /** The length of the flat array, gaps for alignment included. */
  public int length() {
    return length;
  }

  /**
   * The values of one entry.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public float[] slice(float[] values, String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException(
          "no parameter %s; there are %s".formatted(name, entries.keySet()));
    }
    return Arrays.copyOfRange(values, entry.offset(), entry.offset() + entry.size());
  }

  /** Start values. */
  public float[] start(long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (Entry e : entries.values()) {
      for (int i = e.offset(); i < e.offset() + e.size(); i++) {
        values[i] = (float) (e.deviation() * random.nextGaussian());
      }
    }
    return values;
  }

  private void add(String name, boolean decays, double deviation, int... shape) {
    Entry entry = new Entry(name, shape, length, decays, deviation);
    entries.put(name, entry);
    length = (length + entry.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Reads a network's description and computes nothing. */
  private final class Collector implements PairLayers<String> {

    @Override
    public String embed(String name, int rows, int width) {
      add(name + ".table", false, TABLE_DEVIATION, rows, width);
      return name;
    }

    @Override
    public String gated(String name, String x, Span span) {
      int fan = span.width() * span.kernel();
      add(
          name + ".weight",
          true,
          Math.sqrt(1.0 / fan),
          2 * span.width(),
          span.width(),
          span.kernel());
      add(name + ".bias", false, 0, 2 * span.width());
      return name;
    }

    @Override
    public String mean(String x) {
      return x;
    }
  }
}
