package dev.quire.task.ocr.orientation;

import dev.quire.model.Preprocessing;

/**
 * A page ready to be asked how it stands: its middle, {@value #SIDE} by {@value #SIDE} pixels.
 *
 * @param rgb red, green, blue, 8 bits a channel, row-major; handed over, not copied: nobody may
 *     change it
 */
public record FittedPage(byte[] rgb) {

  /** Rows and columns of the model's input. */
  public static final int SIDE = 224;

  /** Bytes that every such page holds while it waits in a queue. */
  public static final int BYTES = SIDE * SIDE * Preprocessing.CHANNELS;

  public FittedPage {
    if (rgb.length != BYTES) {
      throw new IllegalArgumentException(
          "A page of %dx%d does not take %d bytes".formatted(SIDE, SIDE, rgb.length));
    }
  }

  /** Bytes this page holds while it waits in a queue. */
  public int sizeInBytes() {
    return BYTES;
  }
}
