package dev.quire.device.pressure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class ResolutionLadderTest {

  @Test
  void everyLevelIsAStepDownAsFarAsTheLadderGoes() {
    ResolutionLadder ladder = new ResolutionLadder(3);
    assertEquals(0, ladder.step(0));
    assertEquals(1, ladder.step(1));
    assertEquals(2, ladder.step(2));
    assertEquals(2, ladder.step(3));
    assertEquals(0, ladder.step(-1));
  }

  @Test
  void aModelOfOneResolutionKeepsIt() {
    assertEquals(0, new ResolutionLadder(1).step(3));
  }

  @Test
  void aLadderWithoutRungsIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ResolutionLadder(0));
  }
}
