package dev.quire.train.loss;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.train.page.Box;
import org.junit.jupiter.api.Test;

class GiouTest {

  @Test
  void comparesOverlappingBoxes() {
    Giou g = Giou.of(0, 0, 2, 2, new Box(1, 1, 3, 3));

    assertEquals(1 / 7.0, g.iou(), 1e-12);
    assertEquals(1 / 7.0 - 2 / 9.0, g.value(), 1e-12);
  }

  @Test
  void comparesBoxesThatAreApart() {
    Giou g = Giou.of(0, 0, 1, 1, new Box(3, 0, 4, 1));

    assertEquals(0, g.iou());
    assertEquals(-0.5, g.value(), 1e-12);
  }

  @Test
  void equalBoxesHaveTheHighestValue() {
    Giou g = Giou.of(1, 2, 5, 9, new Box(1, 2, 5, 9));

    assertEquals(1, g.iou(), 1e-12);
    assertEquals(1, g.value(), 1e-12);
  }

  @Test
  void derivativesAgreeWithDifferences() {
    Box truth = new Box(10, 20, 40, 30);
    double[][] boxes = {
      {12, 18, 36, 33}, {5, 22, 50, 28}, {60, 50, 70, 55}, {11, 21, 39, 29}, {5, 15, 45, 35}
    };
    for (double[] b : boxes) {
      Giou g = Giou.of(b[0], b[1], b[2], b[3], truth);
      double[] derivatives = {g.dx1(), g.dy1(), g.dx2(), g.dy2()};
      for (int i = 0; i < 4; i++) {
        assertEquals(slope(b, i, truth), derivatives[i], 1e-7);
      }
    }
  }

  private static double slope(double[] box, int side, Box truth) {
    double h = 1e-5;
    double[] more = box.clone();
    double[] less = box.clone();
    more[side] += h;
    less[side] -= h;
    return (Giou.of(more[0], more[1], more[2], more[3], truth).value()
            - Giou.of(less[0], less[1], less[2], less[3], truth).value())
        / (2 * h);
  }
}
