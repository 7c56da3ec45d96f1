package dev.quire.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LineCropperTest {

  private static final int WIDTH = 160;
  private static final int HEIGHT = 120;

  /** The page that crops.py makes. */
  private static Bitmap page() {
    byte[] bgr = new byte[WIDTH * HEIGHT * 3];
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int at = (y * WIDTH + x) * 3;
        bgr[at] = (byte) (x * 7 + y * 13);
        bgr[at + 1] = (byte) (x * x + y * 3);
        bgr[at + 2] = (byte) (x * 5 + y * y);
      }
    }
    return new Bitmap(WIDTH, HEIGHT, bgr, 0);
  }

  /** One line of crops.csv. */
  private record Expected(
      boolean tightened, Quad quad, int width, int height, long crc, byte[] row) {

    static Expected of(String line) {
      String[] values = line.split(",");
      int[] corners = Arrays.stream(values, 1, 9).mapToInt(Integer::parseInt).toArray();
      return new Expected(
          values[0].equals("tightened"),
          LineCropperTest.quad(corners),
          Integer.parseInt(values[9]),
          Integer.parseInt(values[10]),
          Long.parseLong(values[11]),
          HexFormat.of().parseHex(values[12]));
    }
  }

  private static Quad quad(int... corners) {
    return new Quad(
        new Point(corners[0], corners[1]),
        new Point(corners[2], corners[3]),
        new Point(corners[4], corners[5]),
        new Point(corners[6], corners[7]));
  }

  static List<Expected> expected() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                LineCropperTest.class.getResourceAsStream("crops.csv"), StandardCharsets.UTF_8))) {
      return lines.lines().map(Expected::of).toList();
    }
  }

  @ParameterizedTest
  @MethodSource("expected")
  void cutsAsPythonsOpenCvDoes(Expected expected) {
    try (LineCropper cropper = new LineCropper(page())) {
      LineImage line =
          (expected.tightened()
                  ? cropper.cropTightened(expected.quad())
                  : cropper.crop(expected.quad()))
              .orElseThrow()
              .image();
      assertEquals(expected.width(), line.width());
      assertEquals(expected.height(), line.height());
      int middle = line.height() / 2 * line.width() * 3;
      assertArrayEquals(
          expected.row(), Arrays.copyOfRange(line.bgr(), middle, middle + expected.row().length));
      CRC32 crc = new CRC32();
      crc.update(line.bgr());
      assertEquals(expected.crc(), crc.getValue());
    }
  }

  @Test
  void thereAreManyExpectedLines() throws IOException {
    assertEquals(60, expected().size());
  }

  @Test
  void whatIsNoQuadGivesNothing() {
    try (LineCropper cropper = new LineCropper(page())) {
      assertEquals(Optional.empty(), cropper.crop(quad(5, 5, 5, 5, 5, 5, 5, 5)));
      assertEquals(Optional.empty(), cropper.crop(quad(5, 5, 50, 5, 50, 5, 5, 5)));
      assertEquals(Optional.empty(), cropper.crop(quad(5, 5, 50, 50, 50, 5, 5, 50)));
      assertEquals(Optional.empty(), cropper.crop(quad(5, 5, 50, 5, 10, 8, 5, 50)));
      assertEquals(Optional.empty(), cropper.crop(quad(0, 0, 40_000, 0, 40_000, 9, 0, 9)));
      assertEquals(Optional.empty(), cropper.cropTightened(quad(5, 5, 5, 5, 5, 5, 5, 5)));
      Point nowhere = new Point(Double.NaN, 0);
      assertEquals(Optional.empty(), cropper.crop(new Quad(nowhere, nowhere, nowhere, nowhere)));
    }
  }

  @Test
  void linesOfPagesBeyondOpenCvsReachAreCut() {
    int width = 33_000;
    byte[] bgr = new byte[width * 20 * 3];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) (i / 7);
    }
    try (LineCropper cropper = new LineCropper(new Bitmap(width, 20, bgr, 0))) {
      LineImage line =
          cropper.crop(quad(32_900, 4, 32_960, 4, 32_960, 14, 32_900, 14)).orElseThrow().image();
      for (int y = 0; y < line.height(); y++) {
        int from = ((y + 4) * width + 32_900) * 3;
        assertArrayEquals(
            Arrays.copyOfRange(bgr, from, from + 60 * 3),
            Arrays.copyOfRange(line.bgr(), y * 60 * 3, (y + 1) * 60 * 3));
      }
    }
  }

  @Test
  void aClosedPageIsRefused() {
    LineCropper cropper = new LineCropper(page());
    cropper.close();
    cropper.close();
    assertThrows(
        IllegalStateException.class, () -> cropper.crop(quad(10, 10, 90, 10, 90, 30, 10, 30)));
  }

  @Test
  void nothingNativeIsLeftBehind() {
    long before = Pointer.totalBytes();
    try (LineCropper cropper = new LineCropper(page())) {
      long held = Pointer.totalBytes();
      for (int i = 0; i < 50; i++) {
        cropper.crop(quad(40, 5, 55, 5, 55, 100, 40, 100));
        cropper.cropTightened(quad(10, 20, 90, 40, 86, 58, 6, 38));
        cropper.crop(quad(5, 5, 5, 5, 5, 5, 5, 5));
      }
      assertTrue(Pointer.totalBytes() <= held);
    }
    assertTrue(Pointer.totalBytes() <= before);
  }

  @Test
  void slicesLieWhereTheyWereCutOut() {
    CropGeometry level =
        new CropGeometry(quad(10, 20, 110, 20, 110, 40, 10, 40), 100, 20, false, false);
    assertEquals(quad(35, 20, 60, 20, 60, 40, 35, 40), level.quad(0.25, 0.5));
    assertEquals(quad(85, 40, 60, 40, 60, 20, 85, 20), level.turned().quad(0.25, 0.5));
    CropGeometry column =
        new CropGeometry(quad(10, 20, 30, 20, 30, 120, 10, 120), 20, 100, true, false);
    assertEquals(quad(30, 45, 30, 70, 10, 70, 10, 45), column.quad(0.25, 0.5));
    assertEquals(quad(10, 95, 10, 70, 30, 70, 30, 95), column.turned().quad(0.25, 0.5));
  }

  @Test
  void slicesFollowThePerspective() {
    Quad narrowing = quad(0, 0, 120, 30, 120, 60, 0, 90);
    CropGeometry geometry = new CropGeometry(narrowing, 123, 90, false, false);
    assertEquals(narrowing, geometry.quad(0, 1));
    Quad slice = geometry.quad(0, 0.5);
    assertTrue(slice.topRight().x() > 60, "what is far away takes less room");
    assertEquals(slice.topRight().x() / 4, slice.topRight().y(), 1e-9);
    assertEquals(slice.bottomRight().x(), slice.topRight().x(), 1e-9);
  }

  @Test
  void turningTwiceChangesNothing() {
    byte[] bgr = new byte[3 * 2 * 3];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = (byte) i;
    }
    LineImage line = new LineImage(3, 2, bgr);
    assertArrayEquals(
        new byte[] {15, 16, 17, 12, 13, 14, 9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2},
        line.turned().bgr());
    assertArrayEquals(bgr, line.turned().turned().bgr());
    assertFalse(Arrays.equals(bgr, line.turned().bgr()));
    assertThrows(IllegalArgumentException.class, () -> new LineImage(3, 3, bgr));
  }
}
