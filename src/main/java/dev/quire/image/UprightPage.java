package dev.quire.image;

import java.util.Objects;

/**
 * A page turned upright whenever its pixels are asked for, which are in memory twice meanwhile.
 *
 * @param sent the page as it was sent
 * @param turn how it is turned
 */
public record UprightPage(PageImage sent, PageTurn turn) implements PageImage {

  public UprightPage {
    Objects.requireNonNull(sent, "sent");
    Objects.requireNonNull(turn, "turn");
  }

  @Override
  public int width() {
    return turn.uprightWidth();
  }

  @Override
  public int height() {
    return turn.uprightHeight();
  }

  @Override
  public long decodingBytes() {
    return sent.decodingBytes();
  }

  @Override
  public PreparedImage prepare(int targetHeight, int targetWidth, Interpolation interpolation) {
    boolean swaps = turn.angle().swapsSides();
    int height = swaps ? targetWidth : targetHeight;
    int width = swaps ? targetHeight : targetWidth;
    PreparedImage image = sent.prepare(height, width, interpolation);
    return new PreparedImage(
        width(),
        height(),
        targetWidth,
        targetHeight,
        new PageTurn(turn.angle(), width, height).upright(image.pixels()),
        image.decodeNanos(),
        image.resizeNanos(),
        image.warnings());
  }

  @Override
  public Bitmap bitmap() {
    return turn.upright(sent.bitmap());
  }
}
