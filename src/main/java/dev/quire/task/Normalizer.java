package dev.quire.task;

import dev.quire.model.ColorOrder;
import dev.quire.model.Preprocessing;
import java.nio.FloatBuffer;

/**
 * From 8-bit pixels, row-major with interleaved channels, to the model's float planes. A byte has
 * 256 values, so each channel is a table. Its entries are what PaddleX's {@code Normalize}
 * computes: {@code alpha = scale / std}, {@code beta = -mean / std} in double, rounded to float32,
 * then {@code x * alpha + beta} in float32.
 */
public final class Normalizer {

  private static final int VALUES = 256;

  private final float[] red;
  private final float[] green;
  private final float[] blue;

  /** Which plane is the red one, and which the blue; green is always between them. */
  private final int redPlane;

  private final int bluePlane;

  public Normalizer(Preprocessing preprocessing) {
    this.redPlane = preprocessing.colors() == ColorOrder.RGB ? 0 : 2;
    this.bluePlane = 2 - redPlane;
    this.red = table(preprocessing, redPlane);
    this.green = table(preprocessing, 1);
    this.blue = table(preprocessing, bluePlane);
  }

  /**
   * Writes the three planes, in the model's order, from {@code offset} on.
   *
   * @param pixels RGB
   */
  public void write(byte[] pixels, FloatBuffer target, int offset) {
    int plane = pixels.length / Preprocessing.CHANNELS;
    int reds = offset + redPlane * plane;
    int greens = offset + plane;
    int blues = offset + bluePlane * plane;
    for (int i = 0, p = 0; i < plane; i++, p += Preprocessing.CHANNELS) {
      target.put(reds + i, red[pixels[p] & 0xff]);
      target.put(greens + i, green[pixels[p + 1] & 0xff]);
      target.put(blues + i, blue[pixels[p + 2] & 0xff]);
    }
  }

  private static float[] table(Preprocessing preprocessing, int channel) {
    double std = preprocessing.std().get(channel);
    float alpha = (float) (preprocessing.scale() / std);
    float beta = (float) (-preprocessing.mean().get(channel) / std);
    float[] table = new float[VALUES];
    for (int value = 0; value < VALUES; value++) {
      table[value] = value * alpha + beta;
    }
    return table;
  }
}
