package dev.quire.task.layout;

import java.util.Objects;
import java.util.Optional;

/**
 * The raw rows the model gave for one page: class id, score, x1, y1, x2, y2 in pixels of the
 * original page, then perhaps the reading-order rank, then perhaps the votes it came from. Rows of
 * class −1 are padding.
 *
 * @param columns values a row, 6 to 8
 * @param values row after row; handed over, not copied: the holder must not change it
 * @param width columns of the original page
 * @param height rows of the original page
 * @param masks the rows' shapes, one for each row, if the model gave them and they are wanted
 */
public record PageRows(int columns, float[] values, int width, int height, Optional<Masks> masks) {

  static final int WITHOUT_ORDER = 6;

  static final int WITH_RANK = 7;

  private static final int WITH_VOTES = 8;

  public PageRows {
    if (!isColumns(columns)) {
      throw new IllegalArgumentException("Rows have 6, 7 or 8 columns, not " + columns);
    }
    if (values.length % columns != 0) {
      throw new IllegalArgumentException(
          "%d values do not make rows of %d".formatted(values.length, columns));
    }
    Objects.requireNonNull(masks, "masks");
    int size = values.length / columns;
    if (masks.isPresent() && masks.get().rows() != size) {
      throw new IllegalArgumentException(
          "%d rows take as many masks, not %d".formatted(size, masks.get().rows()));
    }
  }

  /** Rows without masks. */
  public PageRows(int columns, float[] values, int width, int height) {
    this(columns, values, width, height, Optional.empty());
  }

  static boolean isColumns(long columns) {
    return columns >= WITHOUT_ORDER && columns <= WITH_VOTES;
  }

  /** Number of rows. */
  public int size() {
    return values.length / columns;
  }

  /** Memory that the values and the masks take. */
  public long sizeInBytes() {
    return (long) values.length * Float.BYTES + masks.map(Masks::sizeInBytes).orElse(0L);
  }

  /** Whether the model gave a reading order. */
  public boolean ordered() {
    return columns >= WITH_RANK;
  }

  /** One row. */
  Detection detection(int row) {
    int at = row * columns;
    return new Detection(
        (int) values[at],
        values[at + 1],
        values[at + 2],
        values[at + 3],
        values[at + 4],
        values[at + 5],
        columns >= WITH_RANK ? values[at + 6] : 0,
        columns >= WITH_VOTES ? values[at + 7] : 0);
  }
}
