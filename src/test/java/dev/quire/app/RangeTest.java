package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RangeTest {

  @Test
  void valuesInRangePass() {
    assertEquals(1, Range.check("quire.x", 1, 1, 3));
    assertEquals(3, Range.check("quire.x", 3, 1, 3));
  }

  @Test
  void theMessageNamesTheSettingAndTheRange() {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> Range.check("quire.x", 4, 1, 3));
    assertEquals("quire.x must be from 1 to 3, not 4", e.getMessage());
  }

  @Test
  void durationsAreCheckedToo() {
    Duration second = Duration.ofSeconds(1);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Range.check("quire.t", Duration.ofSeconds(2), Duration.ZERO, second));
    assertEquals("quire.t must be from 0 ms to 1000 ms, not 2000 ms", e.getMessage());
  }
}
