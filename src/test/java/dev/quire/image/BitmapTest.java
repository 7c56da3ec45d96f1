package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pixels that need no decoding are prepared as those of a picture are. */
class BitmapTest {

  @ParameterizedTest
  @EnumSource(Interpolation.class)
  void isPreparedLikeAPicture(Interpolation interpolation) {
    byte[] rgb = TestImages.noise(61, 37);
    PreparedImage picture =
        new ImageDecoder(ImageLimits.defaults())
            .prepare(TestImages.png(rgb, 61, 37), 24, 32, interpolation);

    PreparedImage bitmap = new Bitmap(61, 37, bgr(rgb), 1000).prepare(24, 32, interpolation);

    assertArrayEquals(picture.pixels(), bitmap.pixels());
    assertEquals(61, bitmap.width());
    assertEquals(37, bitmap.height());
    assertEquals(32, bitmap.targetWidth());
    assertEquals(24, bitmap.targetHeight());
    assertTrue(bitmap.decodeNanos() >= 1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 11, 13, 24})
  void refusesAnotherNumberOfBytes(int length) {
    assertThrows(IllegalArgumentException.class, () -> new Bitmap(2, 2, new byte[length], 0));
  }

  @Test
  void refusesNoSize() {
    assertThrows(IllegalArgumentException.class, () -> new Bitmap(0, 5, new byte[0], 0));
    Bitmap bitmap = new Bitmap(1, 1, new byte[3], 0);
    assertThrows(IllegalArgumentException.class, () -> bitmap.prepare(0, 1, Interpolation.LINEAR));
  }

  private static byte[] bgr(byte[] rgb) {
    byte[] bgr = new byte[rgb.length];
    for (int i = 0; i < rgb.length; i += 3) {
      bgr[i] = rgb[i + 2];
      bgr[i + 1] = rgb[i + 1];
      bgr[i + 2] = rgb[i];
    }
    return bgr;
  }
}
