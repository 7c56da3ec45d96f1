package dev.quire.train.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.train.loss.DetectionLoss.Parts;
import dev.quire.train.net.PageMini;
import dev.quire.train.page.Box;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DetectionLossTest {

  private static final int CELLS = 4;
  private static final int PLANE = CELLS * CELLS;
  private static final int LENGTH = PageMini.CHANNELS * PLANE;

  private final DetectionLoss loss = new DetectionLoss(DetectionLoss.Weights.STANDARD);

  @Test
  void anEmptyPageOnlyCountsItsFalseAlarms() {
    float[] output = new float[LENGTH];
    java.util.Arrays.fill(output, -20);
    output[7] = 0;

    Parts parts = evaluate(output, List.of(Targets.assign(List.of(), CELLS, CELLS)));

    assertEquals(2 * 0.25 * Math.log(2), parts.total(), 1e-6);
  }

  @Test
  void aPerfectBoxCostsNothing() {
    float[] output = new float[LENGTH];
    java.util.Arrays.fill(output, -20);
    int cell = CELLS + 1;
    // centre (12, 12), box 4 to 20: 8 pixels each way
    for (int s = 0; s < 4; s++) {
      output[(PageMini.SIDES + s) * PLANE + cell] = (float) Math.log(2);
    }
    output[PageMini.ORDER * PLANE + cell] = 0.25f;
    output[3 * PLANE + cell] = 20;
    Truth truth = new Truth(3, new Box(4, 4, 20, 20), 0.25f);

    Parts parts = evaluate(output, List.of(Targets.assign(List.of(truth), CELLS, CELLS)));

    assertEquals(0, parts.total(), 1e-5);
    assertEquals(1, parts.iou(), 1e-5);
  }

  @Test
  void theGradientAgreesWithDifferences() {
    Random random = new Random(3);
    float[] output = new float[2 * LENGTH];
    for (int i = 0; i < output.length; i++) {
      output[i] = (float) (random.nextGaussian() - 0.5);
    }
    List<Targets> batch =
        List.of(
            Targets.assign(List.of(new Truth(3, new Box(2, 3, 27, 14), 0.2f)), CELLS, CELLS),
            Targets.assign(
                List.of(
                    new Truth(1, new Box(1, 1, 30, 31), 0.2f),
                    new Truth(24, new Box(5, 18, 12, 22), 0.9f)),
                CELLS,
                CELLS));
    FloatBuffer gradient = FloatBuffer.allocate(output.length);
    loss.evaluate(FloatBuffer.wrap(output), batch, CELLS, CELLS, gradient);

    for (int b = 0; b < 2; b++) {
      // the quality target depends on the box but is not differentiated: classes and boxes apart
      for (int i = 0; i < LENGTH; i++) {
        int at = b * LENGTH + i;
        boolean ofClass = i < PageMini.SIDES * PLANE;
        float h = 1e-3f;
        double slope = (part(output, at, h, batch, ofClass) - part(output, at, -h, batch, ofClass));
        assertEquals(slope / (2 * h), gradient.get(at), 2e-3);
      }
    }
  }

  private double part(float[] output, int at, float h, List<Targets> batch, boolean ofClass) {
    float[] changed = output.clone();
    changed[at] += h;
    Parts parts = evaluate(changed, batch);
    return ofClass ? parts.quality() : parts.total() - parts.quality();
  }

  private Parts evaluate(float[] output, List<Targets> batch) {
    return loss.evaluate(
        FloatBuffer.wrap(output), batch, CELLS, CELLS, FloatBuffer.allocate(output.length));
  }
}
