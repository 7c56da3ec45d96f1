package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_16U;
import static org.bytedeco.opencv.global.opencv_core.CV_8UC4;

import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.ShortPointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * The one colour that a PNG file without an alpha channel declares to be transparent. OpenCV does
 * not heed it in grey pictures, so that it is looked for after decoding.
 *
 * @param blue of the samples' own depth, as are the others; of grey all three are the same
 * @param deep whether samples have 16 bits; shallower ones are brought to 8 by the decoder
 */
record PngKey(int blue, int green, int red, boolean deep) {

  private static final int DEEP = 16;
  private static final int LEVELS = 255;

  /**
   * The colour, if the file declares one.
   *
   * @param file a PNG file that {@link PngHeader#read} accepted
   */
  static Optional<PngKey> of(byte[] file) {
    int depth = PngHeader.depth(file);
    boolean grey = PngHeader.colour(file) == PngHeader.GREY;
    if (!grey && PngHeader.colour(file) != PngHeader.RGB) {
      return Optional.empty();
    }
    return PngHeader.chunk(file, "tRNS")
        .filter(chunk -> chunk.length() == (grey ? 2 : 6))
        .map(
            chunk ->
                new PngKey(
                    level(chunk.u16(grey ? 0 : 4), depth),
                    level(chunk.u16(grey ? 0 : 2), depth),
                    level(chunk.u16(0), depth),
                    depth == DEEP));
  }

  /** Only the lowest bits count, as many as a sample has. */
  private static int level(int sample, int depth) {
    int most = (1 << depth) - 1;
    int value = sample & most;
    return depth == DEEP ? value : value * LEVELS / most;
  }

  /**
   * Gives a picture an alpha channel, of 8 bits a sample.
   *
   * @param opaque of 1 or 3 channels; closed in every case
   * @return native memory that the caller owns
   */
  Mat clear(Mat opaque) {
    try (opaque) {
      Mat keyed = new Mat(opaque.rows(), opaque.cols(), CV_8UC4);
      try {
        if (opaque.depth() == CV_16U) {
          fillDeep(opaque, keyed);
        } else {
          fill(opaque, keyed);
        }
        return keyed;
      } catch (RuntimeException | Error e) {
        keyed.close();
        throw e;
      }
    }
  }

  private void fill(Mat from, Mat to) {
    int channels = from.channels();
    byte[] source = new byte[from.cols() * channels];
    byte[] target = new byte[from.cols() * 4];
    BytePointer read = from.data();
    BytePointer write = to.data();
    for (int row = 0; row < from.rows(); row++) {
      read.position(row * from.step()).get(source);
      for (int s = 0, t = 0; s < source.length; s += channels, t += 4) {
        put(
            target,
            t,
            source[s] & 0xff,
            source[s + channels / 2] & 0xff,
            source[s + channels - 1] & 0xff);
      }
      write.position(row * to.step()).put(target);
    }
  }

  private void fillDeep(Mat from, Mat to) {
    int channels = from.channels();
    short[] source = new short[from.cols() * channels];
    byte[] target = new byte[from.cols() * 4];
    ShortPointer read = new ShortPointer(from.data());
    BytePointer write = to.data();
    for (int row = 0; row < from.rows(); row++) {
      read.position(row * from.step() / Short.BYTES).get(source);
      for (int s = 0, t = 0; s < source.length; s += channels, t += 4) {
        put(
            target,
            t,
            source[s] & 0xffff,
            source[s + channels / 2] & 0xffff,
            source[s + channels - 1] & 0xffff);
      }
      write.position(row * to.step()).put(target);
    }
  }

  private void put(byte[] target, int at, int b, int g, int r) {
    target[at] = eight(b);
    target[at + 1] = eight(g);
    target[at + 2] = eight(r);
    target[at + 3] = (byte) (b == blue && g == green && r == red ? 0 : LEVELS);
  }

  private byte eight(int sample) {
    return (byte) (deep ? (sample + 128) / 257 : sample);
  }
}
