package dev.quire.reading.table;

import java.util.Objects;

/**
 * A grey picture. The samples are shared and not copied; whoever makes one leaves them alone
 * afterwards.
 *
 * @param grey row by row, one unsigned byte for each pixel, 0 for black
 * @param width in pixels
 * @param height in pixels
 */
public record GreyPlane(byte[] grey, int width, int height) {

  /** Checks that there are as many samples as pixels. */
  public GreyPlane {
    Objects.requireNonNull(grey, "grey");
    if (width < 0 || height < 0 || (long) width * height != grey.length) {
      throw new IllegalArgumentException(
          grey.length + " samples are not a picture of " + width + " × " + height);
    }
  }

  /** The same picture with rows and columns exchanged. */
  GreyPlane turned() {
    byte[] turned = new byte[grey.length];
    int block = 32;
    for (int top = 0; top < height; top += block) {
      for (int left = 0; left < width; left += block) {
        int bottom = Math.min(height, top + block);
        int right = Math.min(width, left + block);
        for (int y = top; y < bottom; y++) {
          for (int x = left; x < right; x++) {
            turned[x * height + y] = grey[y * width + x];
          }
        }
      }
    }
    return new GreyPlane(turned, height, width);
  }

  /** The same picture with each pixel the mean of three of its row, so that noise fades. */
  GreyPlane smoothed() {
    byte[] smooth = new byte[grey.length];
    for (int y = 0; y < height; y++) {
      int row = y * width;
      for (int x = 0; x < width; x++) {
        int sum = 0;
        for (int d = -1; d <= 1; d++) {
          sum += grey[row + Math.min(width - 1, Math.max(0, x + d))] & 0xff;
        }
        smooth[row + x] = (byte) (sum / 3);
      }
    }
    return new GreyPlane(smooth, width, height);
  }
}
