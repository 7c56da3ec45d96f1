package dev.quire.document;

/** Tells whether anything is on a page. */
final class Ink {

  private static final int CHANNELS = 3;

  private Ink() {}

  /**
   * Whether all pixels are alike.
   *
   * @param bgr three bytes a pixel
   */
  static boolean isOneColour(byte[] bgr) {
    for (int i = CHANNELS; i < bgr.length; i++) {
      if (bgr[i] != bgr[i - CHANNELS]) {
        return false;
      }
    }
    return true;
  }
}
