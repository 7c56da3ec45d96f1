package dev.quire.reading;

import java.util.Objects;

/**
 * A cell of a table.
 *
 * @param row its first row, from 0
 * @param column its first column, from 0
 * @param rowSpan how many rows it takes, from 1
 * @param columnSpan how many columns it takes, from 1
 * @param header whether it names what stands below or beside it
 * @param text its lines joined by spaces; may be empty
 * @param area where it stands on the page
 */
public record TableCell(
    int row, int column, int rowSpan, int columnSpan, boolean header, String text, Area area) {

  /** Checks the ranges. */
  public TableCell {
    if (row < 0 || column < 0 || rowSpan < 1 || columnSpan < 1) {
      throw new IllegalArgumentException(
          "cell at " + row + ", " + column + " over " + rowSpan + " × " + columnSpan);
    }
    Objects.requireNonNull(text, "text");
    Objects.requireNonNull(area, "area");
  }
}
