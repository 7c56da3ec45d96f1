package dev.quire.picture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MeasuresTest {

  @Test
  void followThePage() {
    assertEquals(1, Measures.of(700, 1000).unit());
    assertEquals(4, Measures.of(2800, 4000).unit());
    assertEquals(Measures.of(2800, 4000), Measures.of(4000, 2800));
  }

  @Test
  void stripsAreMeasuredByTheirShorterSide() {
    assertEquals(2, Measures.of(1200, 30_000).unit());
  }

  @Test
  void textStaysReadableAndLinesVisibleOnSmallPages() {
    Measures small = Measures.of(40, 60);

    assertTrue(small.em() >= 9, small::toString);
    assertEquals(1, small.line(0.1));
  }

  @Test
  void linesAreWholePixels() {
    assertEquals(3, Measures.of(1240, 1754).line(1.5));
    assertEquals(4, Measures.of(1240, 1754).line(2.25));
  }
}
