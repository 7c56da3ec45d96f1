package dev.quire.image;

/**
 * How much of a fax can be decoded: decoders say nothing of damage and leave what they miss white.
 *
 * @param damagedRows rows that cannot be decoded, or for which there are no data
 */
public record FaxCondition(int damagedRows) {

  /**
   * How the rows of a fax are coded, in the terms of ISO 32000-2, table 11.
   *
   * @param k below 0 for group 4, 0 for group 3 in one dimension, above 0 in two
   * @param aligned whether each row begins with a byte
   */
  public record Coding(int k, boolean aligned) {

    private TiffCompression kind() {
      return k < 0 ? TiffCompression.FAX_T6 : TiffCompression.FAX_T4;
    }
  }

  /**
   * Decodes the codes of a fax.
   *
   * @param columns of a row, at least 1
   * @param rows that are wanted
   */
  public static FaxCondition of(byte[] data, Coding coding, int columns, int rows) {
    FaxRows fax =
        new FaxRows(
            new FaxCodes(),
            coding.kind(),
            coding.k() > 0,
            coding.aligned(),
            data,
            0,
            data.length,
            columns);
    byte[] row = new byte[(columns + 7) / Byte.SIZE];
    for (int i = 0; i < rows; i++) {
      fax.next(row);
    }
    return new FaxCondition(fax.damagedRows());
  }
}
