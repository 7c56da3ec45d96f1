package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import dev.quire.image.ImageHeader.Alpha;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The bits of a pixel of 16 or 32 that hold each colour of a Windows bitmap. OpenCV brings fields
 * of 5 bits to 248 instead of 255 and leaves transparency out.
 *
 * @param bits of a pixel
 * @param masks of blue, green, red and, if it is not 0, alpha
 */
record BmpFields(int bits, int[] masks) {

  private static final int WITH_MASKS = 40;
  private static final int WITH_ALPHA = 56;
  private static final int HEADER = 14;
  private static final int BITFIELDS = 3;
  private static final int ALPHA_BITFIELDS = 6;
  private static final int LEVELS = 255;

  /** The fields, if the bitmap has any. */
  static Optional<BmpFields> of(ByteReader bytes) {
    long size = bytes.u32(HEADER);
    if (size < WITH_MASKS) {
      return Optional.empty();
    }
    int bits = bytes.u16(HEADER + 14L);
    long compression = bytes.u32(HEADER + 16L);
    boolean listed = compression == BITFIELDS || compression == ALPHA_BITFIELDS;
    if (bits == 16 && !listed) {
      return Optional.of(new BmpFields(bits, new int[] {0x1f, 0x3e0, 0x7c00, 0}));
    }
    if (!listed || bits != 16 && bits != 32) {
      return Optional.empty();
    }
    long first = HEADER + (long) WITH_MASKS;
    boolean alpha = compression == ALPHA_BITFIELDS || size >= WITH_ALPHA;
    return Optional.of(
        new BmpFields(
            bits,
            new int[] {
              bytes.i32(first + 8),
              bytes.i32(first + 4),
              bytes.i32(first),
              alpha ? bytes.i32(first + 12) : 0
            }));
  }

  /** What the fourth field means. */
  Alpha kind() {
    return masks[3] == 0 ? Alpha.NONE : Alpha.SUPPOSED;
  }

  /**
   * Makes the picture.
   *
   * @return native memory that the caller owns
   */
  Mat decode(byte[] file, ImageHeader header) {
    ByteReader bytes = ByteReader.littleEndian(file);
    boolean down = bytes.i32(HEADER + 8L) < 0;
    long stride = ((long) header.width() * bits + 31) / 32 * 4;
    int channels = masks[3] == 0 ? 3 : 4;
    byte[] line = new byte[header.width() * channels];
    Mat pixels = new Mat(header.height(), header.width(), channels == 3 ? CV_8UC3 : CV_8UC4);
    try {
      BytePointer target = pixels.data();
      for (int row = 0; row < header.height(); row++) {
        long at = down ? row : header.height() - 1L - row;
        fill(line, bytes.slice(bytes.u32(10) + at * stride, stride), channels);
        target.position(row * pixels.step()).put(line);
      }
      return pixels;
    } catch (RuntimeException | Error e) {
      pixels.close();
      throw e;
    }
  }

  private void fill(byte[] line, ByteReader row, int channels) {
    for (int at = 0, to = 0; to < line.length; at += bits / 8, to += channels) {
      int pixel = bits == 16 ? row.u16(at) : row.i32(at);
      for (int channel = 0; channel < channels; channel++) {
        line[to + channel] = level(pixel, masks[channel]);
      }
    }
  }

  private static byte level(int pixel, int mask) {
    if (mask == 0) {
      return 0;
    }
    int shift = Integer.numberOfTrailingZeros(mask);
    long most = (mask & 0xffffffffL) >>> shift;
    long value = (pixel & mask & 0xffffffffL) >>> shift;
    return (byte) ((value * LEVELS + most / 2) / most);
  }
}
