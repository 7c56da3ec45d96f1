package dev.quire.image;

/**
 * Turns CIE L*a*b* colours, under D50 as TIFF and ICC have them, into sRGB ones: white becomes
 * white. Immutable and thread-safe.
 */
final class CieLab {

  private static final int STEPS = 4095;
  private static final double[] WHITE = {0.9642, 1, 0.8249};
  private static final double KNEE = 6.0 / 29;

  /** From XYZ under D50 to linear blue, green and red under D65 (Bradford). */
  private static final double[][] TO_BGR = {
    {0.0719453, -0.2289914, 1.4052427},
    {-0.9787684, 1.9161415, 0.0334540},
    {3.1338561, -1.6168667, -0.4906146}
  };

  private final byte[] gamma = new byte[STEPS + 1];

  CieLab() {
    for (int step = 0; step <= STEPS; step++) {
      double linear = step / (double) STEPS;
      double level =
          linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
      gamma[step] = (byte) Math.round(255 * level);
    }
  }

  /**
   * Converts a pixel.
   *
   * @param wide whether samples have 16 bits, not 8
   */
  void convert(int[] samples, int at, boolean wide, byte[] bgr, int to) {
    double lightness = samples[at] * (wide ? 100.0 / 65535 : 100.0 / 255);
    double a = wide ? (short) samples[at + 1] / 256.0 : (byte) samples[at + 1];
    double b = wide ? (short) samples[at + 2] / 256.0 : (byte) samples[at + 2];
    double middle = (lightness + 16) / 116;
    double x = WHITE[0] * linear(middle + a / 500);
    double y = WHITE[1] * linear(middle);
    double z = WHITE[2] * linear(middle - b / 200);
    for (int channel = 0; channel < 3; channel++) {
      double[] row = TO_BGR[channel];
      double light = row[0] * x + row[1] * y + row[2] * z;
      bgr[to + channel] = gamma[(int) Math.round(STEPS * Math.max(0, Math.min(1, light)))];
    }
  }

  private static double linear(double value) {
    return value > KNEE ? value * value * value : 3 * KNEE * KNEE * (value - 4.0 / 29);
  }
}
