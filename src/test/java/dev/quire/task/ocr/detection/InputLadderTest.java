package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.model.Resolution;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InputLadderTest {

  @Test
  void exactDoesNotPad() {
    Resolution size = new Resolution(1088, 2656);

    assertEquals(size, InputLadder.EXACT.padded(size));
  }

  @Test
  void coarseHasTheStepsItSays() {
    List<Integer> wanted =
        List.of(
            1088, 1152, 1216, 1280, 1344, 1408, 1472, 1536, 1632, 1728, 1824, 1920, 2016, 2112,
            2240, 2368, 2496, 2624, 2784, 2944, 3104, 3296, 3488, 3680, 3904, 4128);
    List<Integer> large = rungs().filter(rung -> rung > 1024 && rung <= 4128).boxed().toList();

    assertEquals(wanted, large);
    assertEquals(32, rungs().filter(rung -> rung <= 1024).count());
  }

  @Test
  void coarsePadsLittle() {
    for (int side = 32; side <= SideLimit.MOST_SIDE; side += 32) {
      int padded = InputLadder.COARSE.up(side);
      assertTrue(padded >= side, side + " to " + padded);
      assertTrue(padded < side * 17 / 16.0, side + " to " + padded);
    }
  }

  /** Height and width go up by themselves. */
  @Test
  void coarsePadsEachSide() {
    assertEquals(new Resolution(1088, 736), InputLadder.COARSE.padded(new Resolution(1056, 736)));
    assertEquals(new Resolution(736, 1088), InputLadder.COARSE.padded(new Resolution(736, 1056)));
  }

  private static IntStream rungs() {
    return IntStream.rangeClosed(1, SideLimit.MOST_SIDE / 32)
        .map(step -> InputLadder.COARSE.up(32 * step))
        .distinct();
  }
}
