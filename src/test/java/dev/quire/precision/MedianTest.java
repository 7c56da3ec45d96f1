package dev.quire.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class MedianTest {

  @Test
  void isInTheMiddle() {
    assertEquals(2, Median.of(new double[] {9, 1, 2}));
    assertEquals(3, Median.of(new double[] {9, 2, 4, 1}));
    assertEquals(5, Median.of(new double[] {5}));
  }
}
