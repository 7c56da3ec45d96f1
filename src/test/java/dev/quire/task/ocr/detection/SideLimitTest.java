package dev.quire.task.ocr.detection;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.model.Resolution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideLimitTest {

  @ParameterizedTest
  @CsvSource({
    // A4 at 150 dpi: 1754·(960/1754) is 960, 1240·(960/1754) is 678.6
    "MAX, 960, 1754, 1240, 960, 672",
    "MAX, 960, 1240, 1754, 672, 960",
    // not over the limit
    "MAX, 960, 500, 700, 512, 704",
    // 736/1240 is below 1: large pages stay
    "MIN, 736, 1754, 1240, 1760, 1248",
    "MIN, 736, 400, 600, 736, 1088",
    "MIN, 64, 1754, 1240, 1760, 1248",
    // quotients of 32 that end in a half go to the even one: 48/32, 80/32
    "MIN, 32, 48, 80, 64, 64",
    // a line of text grows to 736 by 16,100, which the largest side brings back to 182 by 4000
    "MIN, 736, 32, 700, 192, 4000",
    // a hair is never less than 32
    "MAX, 960, 4000, 5, 960, 32",
  })
  void computesTheSizeOfTheInput(
      SideLimit.Kind kind, int side, int height, int width, int wantedHeight, int wantedWidth) {
    assertEquals(
        new Resolution(wantedHeight, wantedWidth),
        new SideLimit(kind, side).resized(new PageSize(height, width)));
  }

  /** 2000 / 32 is 62.5, which goes to the even 62. */
  @Test
  void keepsToTheLargestSide() {
    SideLimit limit = new SideLimit(SideLimit.Kind.MIN, 64, 2000);

    assertEquals(new Resolution(1984, 1408), limit.resized(new PageSize(3508, 2480)));
  }

  @Test
  void givesTinyPagesABorder() {
    assertEquals(new PageSize(32, 32), new PageSize(31, 32).bordered());
    assertEquals(new PageSize(60, 32), new PageSize(60, 3).bordered());
    assertEquals(new PageSize(61, 3), new PageSize(61, 3).bordered());
    assertEquals(new PageSize(32, 32), new PageSize(32, 32).bordered());
  }

  @Test
  void refusesWhatIsOutOfRange() {
    assertThrows(IllegalArgumentException.class, () -> new PageSize(0, 1));
    assertThrows(IllegalArgumentException.class, () -> new SideLimit(SideLimit.Kind.MIN, 0, 4000));
    assertThrows(
        IllegalArgumentException.class, () -> new SideLimit(SideLimit.Kind.MIN, 8001, 4000));
    assertThrows(IllegalArgumentException.class, () -> new SideLimit(SideLimit.Kind.MIN, 64, 31));
    assertThrows(IllegalArgumentException.class, () -> new SideLimit(SideLimit.Kind.MIN, 64, 8001));
  }
}
