package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The resize is the one the models were trained behind. Held against {@link CubicReference} within
 * one level: OpenCV's vector code adds the rows up in float32, which may fall on the other side of
 * a half.
 */
class CubicResizeTest {

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());

  @ParameterizedTest
  @CsvSource({
    "64, 48, 32, 32",
    "64, 48, 100, 75",
    "17, 23, 80, 80",
    "301, 211, 80, 64",
    "5, 5, 5, 40",
    "1, 1, 8, 8",
    "2, 3, 7, 5",
    "800, 600, 160, 160"
  })
  void agreesWithTheReference(int width, int height, int targetWidth, int targetHeight) {
    byte[] rgb = TestImages.noise(width, height);

    byte[] actual =
        decoder
            .prepare(
                TestImages.png(rgb, width, height), targetHeight, targetWidth, Interpolation.CUBIC)
            .pixels();

    byte[] expected = CubicReference.resize(rgb, width, height, targetWidth, targetHeight);
    int different = 0;
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i] & 0xff, actual[i] & 0xff, 1, "sample " + i);
      different += expected[i] == actual[i] ? 0 : 1;
    }
    assertTrue(
        different <= expected.length / 100, different + " of " + expected.length + " differ");
  }

  /**
   * Worked out by hand: at 0.25 the kernel is (-27, 225, 67, -9)/256, at 0.75 its mirror; the edge
   * lies between columns 1 and 2, so that 100 * (67 - 9) / 256 = 22.7 is the fourth column.
   */
  @Test
  void doublesAnEdgeWithTheKnownOvershoot() {
    byte[] edge = {0, 0, 0, 0, 0, 0, 100, 100, 100, 100, 100, 100};

    byte[] doubled =
        decoder.prepare(TestImages.png(edge, 4, 1), 1, 8, Interpolation.CUBIC).pixels();

    int[] expected = {0, 0, 0, 23, 77, 111, 104, 100};
    int[] actual = new int[8];
    for (int x = 0; x < 8; x++) {
      actual[x] = doubled[3 * x] & 0xff;
    }
    assertArrayEquals(expected, actual);
  }
}
