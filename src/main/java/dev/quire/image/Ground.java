package dev.quire.image;

import static org.bytedeco.opencv.global.opencv_core.CV_8UC3;

import dev.quire.image.ImageHeader.Alpha;
import dev.quire.image.PageWarning.Kind;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Lays a picture with transparency on an opaque ground: on white, unless most of the picture is
 * transparent and all the rest, up to a twentieth, would be faint there; then on black. If more
 * than an eighth of the rest is gone on white, though not all is faint, the picture carries a
 * warning. Not thread-safe.
 */
final class Ground {

  private static final int FULL = 255;

  /** Ink of fewer of 255 levels from the ground is faint. */
  private static final int FAINT = 32;

  /** Ink of fewer levels from the ground is gone: the soft edges of text have more. */
  private static final int GONE = 6;

  /** The part of what there is to see that does not count. */
  private static final int PART = 20;

  /** The part of it that may be gone without a word. */
  private static final int SHADES = 8;

  private final Mat picture;
  private final Alpha kind;
  private long clear;
  private long seen;
  private long faint;
  private long gone;
  private boolean alphaUsed;

  /**
   * @param picture blue, green, red, alpha; 8 bits each
   */
  Ground(Mat picture, Alpha kind) {
    this.picture = picture;
    this.kind = kind;
  }

  /**
   * Lays it.
   *
   * @param to becomes blue, green, red
   * @return what cannot be seen there
   */
  List<PageWarning> lay(Mat to) {
    look();
    boolean ignored = kind == Alpha.SUPPOSED && !alphaUsed;
    boolean mostlyClear = clear > seen && !ignored;
    boolean black = mostlyClear && seen > 0 && faint >= seen - seen / PART;
    paint(to, black ? 0 : FULL, ignored);
    if (ignored || !mostlyClear) {
      return List.of();
    }
    if (seen == 0) {
      return List.of(
          new PageWarning(Kind.INVISIBLE, "All of the image is transparent: nothing is seen"));
    }
    return !black && gone > seen / SHADES
        ? List.of(
            new PageWarning(
                Kind.INVISIBLE,
                "The image is transparent and was laid on white; light parts of it cannot be seen"
                    + " there"))
        : List.of();
  }

  private void look() {
    byte[] row = new byte[picture.cols() * 4];
    BytePointer read = picture.data();
    for (int y = 0; y < picture.rows(); y++) {
      read.position(y * picture.step()).get(row);
      for (int at = 0; at < row.length; at += 4) {
        int alpha = row[at + 3] & 0xff;
        alphaUsed |= alpha > 0;
        if (alpha < FAINT) {
          clear++;
        } else {
          seen++;
          int darkest = Math.min(row[at] & 0xff, Math.min(row[at + 1] & 0xff, row[at + 2] & 0xff));
          int shown = laid(darkest, alpha, FULL);
          faint += shown > FULL - FAINT ? 1 : 0;
          gone += shown > FULL - GONE ? 1 : 0;
        }
      }
    }
  }

  private void paint(Mat to, int ground, boolean opaque) {
    int width = picture.cols();
    byte[] source = new byte[width * 4];
    byte[] target = new byte[width * 3];
    to.create(picture.rows(), width, CV_8UC3);
    BytePointer read = picture.data();
    BytePointer write = to.data();
    for (int row = 0; row < picture.rows(); row++) {
      read.position(row * picture.step()).get(source);
      for (int s = 0, t = 0; t < target.length; s += 4, t += 3) {
        int alpha = opaque ? FULL : source[s + 3] & 0xff;
        for (int channel = 0; channel < 3; channel++) {
          target[t + channel] = (byte) laid(source[s + channel] & 0xff, alpha, ground);
        }
      }
      write.position(row * to.step()).put(target);
    }
  }

  /** c·a + g·(1−a), rounded; c + g·(1−a) where a is in c already. */
  private int laid(int colour, int alpha, int ground) {
    int weight = kind == Alpha.PREMULTIPLIED ? FULL : alpha;
    return Math.min(FULL, (colour * weight + ground * (FULL - alpha) + FULL / 2) / FULL);
  }
}
