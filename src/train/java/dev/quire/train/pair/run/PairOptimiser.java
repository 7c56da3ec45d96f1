package dev.quire.train.pair.run;

import dev.quire.train.pair.net.PairParameters;
import dev.quire.train.pair.net.PairParameters.Entry;

/** Adam with decoupled weight decay, over the flat array of {@link PairParameters}. */
final class PairOptimiser {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.99f;
  private static final float EPSILON = 1e-8f;
  private static final float DECAY = 0.02f;

  private final PairParameters parameters;
  private final float[] mean;
  private final float[] square;

  /** Continues with the moments given, which it keeps and changes. */
  PairOptimiser(PairParameters parameters, float[] mean, float[] square) {
    this.parameters = parameters;
    this.mean = mean;
    this.square = square;
  }

  /**
   * Changes the values by one step.
   *
   * @param step the number of this step, from 1
   */
  void update(float[] values, float[] gradients, long step, float rate) {
    float size = (float) (rate / (1 - Math.pow(BETA1, step)));
    float correction = (float) (1 / Math.sqrt(1 - Math.pow(BETA2, step)));
    for (Entry entry : parameters.entries().values()) {
      float keep = entry.decays() ? 1 - rate * DECAY : 1;
      int end = entry.offset() + entry.size();
      for (int i = entry.offset(); i < end; i++) {
        float g = gradients[i];
        mean[i] = BETA1 * mean[i] + (1 - BETA1) * g;
        square[i] = BETA2 * square[i] + (1 - BETA2) * g * g;
        float root = (float) Math.sqrt(square[i]) * correction + EPSILON;
        values[i] = values[i] * keep - size * mean[i] / root;
      }
    }
  }
}
