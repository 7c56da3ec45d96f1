package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.image.LineImage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PaddedWidthTest {

  @Test
  void aLineAloneTakesTheNextMultipleOf32() {
    assertEquals(
        List.of(320, 320, 352, 640, 3200), PaddedWidth.ALONE.of(lines(10, 320, 321, 640, 4000)));
  }

  @Test
  void ofSixLinesTheWidestCounts() {
    // the page has seven: the six narrowest share a width, whatever their order
    assertEquals(
        List.of(500, 500, 500, 500, 500, 900, 500),
        PaddedWidth.SIXES.of(lines(400, 10, 500, 330, 20, 900, 30)));
  }

  @Test
  void noLineIsPaddedToLessThanTheModelsLearnedWith() {
    assertEquals(List.of(320, 320), PaddedWidth.SIXES.of(lines(10, 20)));
    assertEquals(List.of(3200), PaddedWidth.SIXES.of(lines(9000)));
    assertEquals(List.of(), PaddedWidth.SIXES.of(List.of()));
  }

  private static List<LineImage> lines(int... widths) {
    return Stream.of(widths)
        .flatMap(all -> java.util.Arrays.stream(all).boxed())
        .map(width -> new LineImage(width, 48, new byte[width * 48 * 3]))
        .toList();
  }
}
