package dev.quire.train.net;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * The names, shapes and places of a network's parameters in one flat array, batch norm's running
 * statistics among them.
 */
public final class Parameters {

  /** Entries start at multiples of this many floats (64 bytes). */
  private static final int ALIGNMENT = 16;

  /** What an entry is for, which decides how the optimiser treats it. */
  public enum Kind {
    /** Trained with weight decay. */
    WEIGHT,
    /** Trained without. */
    PLAIN,
    /** Not trained: written by batch norm itself. */
    STATISTIC
  }

  /** One parameter. */
  public record Entry(String name, Kind kind, int[] shape, int offset) {

    public int size() {
      return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
  }

  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private int length;

  /** Collects the parameters of a network. */
  public Parameters(PageMini net) {
    net.apply(new Collector(), "image");
  }

  public Map<String, Entry> entries() {
    return Collections.unmodifiableMap(entries);
  }

  public Entry entry(String name) {
    Entry entry = entries.get(name);
    if (entry == null) {
      throw new IllegalArgumentException("no parameter " + name);
    }
    return entry;
  }

  /** The length of the flat array, gaps for alignment included. */
  public int length() {
    return length;
  }

  /** Trained values, without gaps. */
  public int trained() {
    return entries.values().stream()
        .filter(e -> e.kind() != Kind.STATISTIC)
        .mapToInt(Entry::size)
        .sum();
  }

  /** The values of one entry. */
  public float[] slice(float[] values, String name) {
    Entry entry = entry(name);
    return Arrays.copyOfRange(values, entry.offset(), entry.offset() + entry.size());
  }

  /** Start values: He's normal for weights, the identity for norms, few detections at first. */
  public float[] start(long seed) {
    Random random = new Random(seed);
    float[] values = new float[length];
    for (Entry e : entries.values()) {
      switch (suffix(e.name())) {
        case "weight" -> {
          int fan = e.shape()[1] * e.shape()[2] * e.shape()[3];
          double std = Math.sqrt(2.0 / fan);
          if (e.name().startsWith(PageMini.OUTPUT)) {
            std = 0.01;
          } else if (e.name().contains("strips")) {
            std *= 0.5;
          }
          for (int i = 0; i < e.size(); i++) {
            values[e.offset() + i] = (float) (std * random.nextGaussian());
          }
        }
        case "gamma", "variance" -> Arrays.fill(values, e.offset(), e.offset() + e.size(), 1);
        default -> {
          // zeros
        }
      }
    }
    int bias = entry(PageMini.OUTPUT + ".bias").offset();
    Arrays.fill(values, bias, bias + PageMini.CLASSES, -4);
    Arrays.fill(values, bias + PageMini.SIDES, bias + PageMini.ORDER, 1.5f);
    values[bias + PageMini.ORDER] = 0.5f;
    return values;
  }

  private static String suffix(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private void add(String name, Kind kind, int... shape) {
    Entry entry = new Entry(name, kind, shape, length);
    if (entries.put(name, entry) != null) {
      throw new IllegalStateException("two parameters are called " + name);
    }
    length = (length + entry.size() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /** Reads a network's description and computes nothing. */
  private final class Collector implements Layers<String> {

    @Override
    public String ink(String image) {
      return image;
    }

    @Override
    public String convNorm(String name, String x, Conv conv, boolean relu) {
      weight(name, conv);
      add(name + ".gamma", Kind.PLAIN, conv.out());
      add(name + ".beta", Kind.PLAIN, conv.out());
      add(name + ".mean", Kind.STATISTIC, conv.out());
      add(name + ".variance", Kind.STATISTIC, conv.out());
      return name;
    }

    @Override
    public String conv(String name, String x, Conv conv, boolean relu) {
      weight(name, conv);
      add(name + ".bias", Kind.PLAIN, conv.out());
      return name;
    }

    @Override
    public String addRelu(String a, String b) {
      return a;
    }

    @Override
    public String upsampleAdd(String coarse, String fine) {
      return fine;
    }

    @Override
    public String strips(String name, String x, int channels) {
      conv(name + ".rows", x, Conv.of(channels, channels, 1), false);
      weight(name + ".columns", Conv.of(channels, channels, 1));
      return name;
    }

    @Override
    public String position(String name, String x, int channels) {
      add(name + ".across", Kind.PLAIN, 1, channels, 1, 1);
      add(name + ".down", Kind.PLAIN, 1, channels, 1, 1);
      return name;
    }

    private void weight(String name, Conv conv) {
      add(name + ".weight", Kind.WEIGHT, conv.out(), conv.in(), conv.kernel(), conv.kernel());
    }
  }
}
