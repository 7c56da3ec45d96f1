package dev.quire.task.ocr.detection;

import dev.quire.model.Resolution;

/**
 * To which sizes resized pages are padded so that they can share a batch, and so that a device sees
 * few shapes.
 */
public enum InputLadder {

  /** No padding: a page is seen alone, as the reference implementations show it. */
  EXACT {
    @Override
    int up(int side) {
      return side;
    }
  },

  /**
   * Each side is rounded up to the next of these: 32 to 1024 in steps of 32, then 1088, 1152, 1216,
   * 1280, 1344, 1408, 1472, 1536, 1632, 1728, 1824, 1920, 2016, 2112, 2240, 2368, 2496, 2624, 2784,
   * 2944, 3104, 3296, 3488, 3680, 3904, 4128 and so on: multiples of 32, from 512 on no further
   * apart than a sixteenth. Half of a step is lost on average, about 3 % of a side; and lines are
   * found a little differently, see {@link TextPagePreparation}.
   */
  COARSE {
    @Override
    int up(int side) {
      int rung = SideLimit.STRIDE;
      while (rung < side) {
        int wide = (rung + rung / SHARE) / SideLimit.STRIDE * SideLimit.STRIDE;
        rung = Math.max(rung + SideLimit.STRIDE, wide);
      }
      return Math.min(rung, Resolution.MAX_SIDE);
    }
  };

  /** A step is at most this part of the side. */
  private static final int SHARE = 16;

  abstract int up(int side);

  /**
   * The padded size of a resized page.
   *
   * @param resized sides that are multiples of 32, from {@link SideLimit#resized}
   */
  public Resolution padded(Resolution resized) {
    return new Resolution(up(resized.height()), up(resized.width()));
  }
}
