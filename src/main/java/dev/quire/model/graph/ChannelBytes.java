package dev.quire.model.graph;

/**
 * A matrix of weights as signed bytes, each column with a scale of its own: {@code weight ≈ value ×
 * scale}, at most half a scale off. Symmetric, so that products need no correction for a zero
 * point.
 *
 * @param values row by row, -127 to 127
 * @param scales one a column, above 0
 */
record ChannelBytes(byte[] values, float[] scales) {

  private static final int LARGEST = 127;

  /**
   * Rounds a matrix.
   *
   * @param weights row by row; all finite
   * @param columns how many values a row has, which divides their number
   */
  static ChannelBytes of(float[] weights, int columns) {
    float[] scales = new float[columns];
    for (int i = 0; i < weights.length; i++) {
      scales[i % columns] = Math.max(scales[i % columns], Math.abs(weights[i]));
    }
    for (int column = 0; column < columns; column++) {
      float scale = scales[column] / LARGEST;
      // a column of zeros, or one too small to be told from it, needs some scale to divide by
      scales[column] = scale < Float.MIN_NORMAL ? 1 : scale;
    }
    byte[] values = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      int rounded = Math.round(weights[i] / scales[i % columns]);
      values[i] = (byte) Math.max(-LARGEST, Math.min(LARGEST, rounded));
    }
    return new ChannelBytes(values, scales);
  }

  /**
   * Rounds a matrix whose rows have a scale each, as the weights of convolutions.
   *
   * @param weights row by row; all finite
   * @param rows which divide their number
   */
  static ChannelBytes ofRows(float[] weights, int rows) {
    int columns = weights.length / rows;
    float[] turned = new float[weights.length];
    for (int i = 0; i < weights.length; i++) {
      turned[i % columns * rows + i / columns] = weights[i];
    }
    ChannelBytes bytes = of(turned, rows);
    byte[] values = new byte[weights.length];
    for (int i = 0; i < weights.length; i++) {
      values[i] = bytes.values[i % columns * rows + i / columns];
    }
    return new ChannelBytes(values, bytes.scales);
  }
}
