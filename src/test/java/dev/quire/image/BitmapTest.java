package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
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
  @EnumSource(Interpolation.class)
  void isResizedAsItIsPrepared(Interpolation interpolation) {
    Bitmap bitmap = new Bitmap(61, 37, bgr(TestImages.noise(61, 37)), 1000);

    Bitmap resized = bitmap.resized(24, 32, interpolation);

    assertArrayEquals(bgr(bitmap.prepare(24, 32, interpolation).pixels()), resized.bgr());
    assertEquals(32, resized.width());
    assertEquals(24, resized.height());
    assertEquals(1000, resized.drawNanos());
    assertSame(bitmap, bitmap.resized(37, 61, interpolation));
    assertThrows(IllegalArgumentException.class, () -> bitmap.resized(0, 5, interpolation));
  }

  @Test
  void isExtendedToTheRightAndBelow() {
    Bitmap bitmap = new Bitmap(2, 1, new byte[] {1, 2, 3, 4, 5, 6}, 1000);

    Bitmap extended = bitmap.extended(2, 3, 7, 8, 255);

    assertArrayEquals(
        new byte[] {1, 2, 3, 4, 5, 6, 7, 8, -1, 7, 8, -1, 7, 8, -1, 7, 8, -1}, extended.bgr());
    assertEquals(3, extended.width());
    assertEquals(2, extended.height());
    assertSame(bitmap, bitmap.extended(1, 2, 0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> bitmap.extended(5, 1, 0, 0, 0));
  }

  @Test
  void isContinuedToTheRightAndBelow() {
    Bitmap bitmap = new Bitmap(1, 2, new byte[] {1, 2, 3, 4, 5, 6}, 1000);

    Bitmap continued = bitmap.continued(3, 3);

    assertArrayEquals(
        new byte[] {
          1, 2, 3, 1, 2, 3, 1, 2, 3, //
          4, 5, 6, 4, 5, 6, 4, 5, 6, //
          4, 5, 6, 4, 5, 6, 4, 5, 6
        },
        continued.bgr());
    assertSame(bitmap, bitmap.continued(2, 1));
    assertThrows(IllegalArgumentException.class, () -> bitmap.continued(1, 5));
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
