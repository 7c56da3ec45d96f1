package dev.quire.model.graph;

import java.util.Arrays;

/** {@code x * scale + shift}, with a scale and a shift for each channel. */
record ChannelAffine(double[] scale, double[] shift) {

  /** Changes nothing. */
  static ChannelAffine none(int channels) {
    return new ChannelAffine(all(channels, 1), all(channels, 0));
  }

  static ChannelAffine scale(double[] factors) {
    return new ChannelAffine(factors, all(factors.length, 0));
  }

  static ChannelAffine shift(double[] addends) {
    return new ChannelAffine(all(addends.length, 1), addends);
  }

  /** This one first, then the other. */
  ChannelAffine then(ChannelAffine next) {
    double[] scales = new double[scale.length];
    double[] shifts = new double[scale.length];
    for (int channel = 0; channel < scales.length; channel++) {
      scales[channel] = scale[channel] * next.scale[channel];
      shifts[channel] = shift[channel] * next.scale[channel] + next.shift[channel];
    }
    return new ChannelAffine(scales, shifts);
  }

  private static double[] all(int channels, double value) {
    double[] values = new double[channels];
    Arrays.fill(values, value);
    return values;
  }
}
