package dev.quire.reading.table;

/**
 * A cell's place in the lattice, its last row and column included.
 *
 * @param top its first row
 * @param left its first column
 * @param bottom its last row
 * @param right its last column
 */
record CellBox(int top, int left, int bottom, int right) {

  CellBox union(CellBox other) {
    return new CellBox(
        Math.min(top, other.top),
        Math.min(left, other.left),
        Math.max(bottom, other.bottom),
        Math.max(right, other.right));
  }

  int rowSpan() {
    return bottom - top + 1;
  }

  int columnSpan() {
    return right - left + 1;
  }
}
