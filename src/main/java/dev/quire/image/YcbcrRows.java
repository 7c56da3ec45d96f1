package dev.quire.image;

import dev.quire.image.TiffPage.Subsampling;

/**
 * Rows of Y, Cb and Cr for every pixel, out of rows in which neighbouring pixels share their
 * colour: for each patch all of its Y, row by row, then one Cb and one Cr.
 */
final class YcbcrRows implements TiffRows {

  private final TiffRows shared;
  private final Subsampling patch;
  private final int width;
  private final byte[] patches;
  private int row;

  /**
   * @param width columns of a piece
   * @param bytes of a row of patches
   */
  YcbcrRows(TiffRows shared, Subsampling patch, int width, int bytes) {
    this.shared = shared;
    this.patch = patch;
    this.width = width;
    this.patches = new byte[bytes];
    this.row = patch.rows();
  }

  @Override
  public void next(byte[] samples) {
    if (row == patch.rows()) {
      shared.next(patches);
      row = 0;
    }
    int luminances = patch.columns() * patch.rows();
    for (int x = 0, to = 0; x < width; x++, to += 3) {
      int start = x / patch.columns() * (luminances + 2);
      samples[to] = patches[start + row * patch.columns() + x % patch.columns()];
      samples[to + 1] = patches[start + luminances];
      samples[to + 2] = patches[start + luminances + 1];
    }
    row++;
  }

  @Override
  public void end(long left) {
    shared.end(left);
  }

  @Override
  public void close() {
    shared.close();
  }
}
