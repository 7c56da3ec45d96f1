package dev.quire.train.run;

import dev.quire.train.net.Parameters;
import dev.quire.train.net.Parameters.Entry;
import dev.quire.train.net.Parameters.Kind;
import java.util.List;

/** Adam with decoupled weight decay, over the flat array of {@link Parameters}. */
final class AdamW {

  private static final float BETA1 = 0.9f;
  private static final float BETA2 = 0.999f;
  private static final float EPSILON = 1e-8f;

  private final List<Entry> entries;
  private final float decay;
  private final float[] mean;
  private final float[] square;

  /** Continues with the moments given, which it keeps and changes. */
  AdamW(Parameters parameters, float decay, float[] mean, float[] square) {
    entries =
        parameters.entries().values().stream().filter(e -> e.kind() != Kind.STATISTIC).toList();
    this.decay = decay;
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
    for (Entry entry : entries) {
      float keep = entry.kind() == Kind.WEIGHT ? 1 - rate * decay : 1;
      int end = entry.offset() + entry.size();
      for (int i = entry.offset(); i < end; i++) {
        float g = gradients[i];
        float m = BETA1 * mean[i] + (1 - BETA1) * g;
        float v = BETA2 * square[i] + (1 - BETA2) * g * g;
        mean[i] = m;
        square[i] = v;
        values[i] = values[i] * keep - size * m / ((float) Math.sqrt(v) * correction + EPSILON);
      }
    }
  }
}
