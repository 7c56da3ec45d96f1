package dev.quire.task.ocr.orientation;

import dev.quire.model.Preprocessing;

/**
 * A line ready to be asked which way up it is.
 *
 * @param width columns, at least 1, at most those of the model; what is missing is padding
 * @param height rows, as many as the model has
 * @param pixels in the model's colour order, 8 bits a channel, row-major height × width × 3; handed
 *     over, not copied: nobody may change it
 */
public record FittedLine(int width, int height, byte[] pixels) {

  public FittedLine {
    if (width < 1
        || height < 1
        || (long) width * height * Preprocessing.CHANNELS != pixels.length) {
      throw new IllegalArgumentException(
          "A line of %dx%d does not take %d bytes".formatted(width, height, pixels.length));
    }
  }

  /** Bytes this line holds while it waits in a queue. */
  public int sizeInBytes() {
    return pixels.length;
  }
}
