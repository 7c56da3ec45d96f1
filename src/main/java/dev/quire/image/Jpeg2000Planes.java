package dev.quire.image;

/**
 * A decoded JPEG 2000 codestream: its components, each brought to the size of the picture.
 *
 * @param width columns, at least 1
 * @param height rows, at least 1
 * @param samples of each component, row-major and unsigned; from 0 to 2<sup>bits</sup> − 1
 * @param bits of each component's samples, 1 to 16
 * @param damaged whether a part could not be decoded
 */
record Jpeg2000Planes(int width, int height, short[][] samples, int[] bits, boolean damaged) {

  /** A component's samples as bytes, from 0 to 255. */
  byte[] bytes(int component) {
    int depth = bits[component];
    short[] from = samples[component];
    byte[] to = new byte[from.length];
    int most = depth < Byte.SIZE ? (1 << depth) - 1 : 0;
    for (int i = 0; i < from.length; i++) {
      int sample = from[i] & 0xffff;
      to[i] = (byte) (most == 0 ? sample >> depth - Byte.SIZE : sample * 255 / most);
    }
    return to;
  }

  /** A component's samples as bytes, as they are: numbers of a palette's colours. */
  byte[] indices(int component) {
    short[] from = samples[component];
    byte[] to = new byte[from.length];
    for (int i = 0; i < from.length; i++) {
      to[i] = (byte) Math.min(from[i] & 0xffff, 255);
    }
    return to;
  }
}
