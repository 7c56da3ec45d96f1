package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void changesAreWholePerCent() {
    assertEquals("-50 %", Figures.change(8, 4));
    assertEquals("+25 %", Figures.change(4, 5));
    assertEquals("0 %", Figures.change(1000, 999));
  }

  @Test
  void whatIsNotKnownIsADash() {
    assertEquals("-", Figures.megabytes(OptionalLong.empty()));
    assertEquals("2.50", Figures.megabytes(OptionalLong.of(2_499_999)));
    assertEquals("-", Figures.change(OptionalLong.empty(), OptionalLong.of(1)));
    assertEquals("-", Figures.change(OptionalLong.of(1), OptionalLong.empty()));
    assertEquals("+100 %", Figures.change(OptionalLong.of(1), OptionalLong.of(2)));
  }
}
