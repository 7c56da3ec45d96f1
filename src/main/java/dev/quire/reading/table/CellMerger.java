package dev.quire.reading.table;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Joins places of a lattice to cells; every cell is a rectangle. */
final class CellMerger {
  private static final int MOST_PASSES = 12;

  private final int width;
  private final Groups groups;
  private final CellBox[] boxes;

  CellMerger(int height, int width) {
    this.width = width;
    groups = new Groups(height * width);
    boxes = new CellBox[height * width];
    for (int i = 0; i < boxes.length; i++) {
      boxes[i] = new CellBox(i / width, i % width, i / width, i % width);
    }
  }

  void join(int row, int column, int otherRow, int otherColumn) {
    int one = groups.root(row * width + column);
    int other = groups.root(otherRow * width + otherColumn);
    if (groups.join(one, other)) {
      boxes[Math.min(one, other)] = boxes[one].union(boxes[other]);
    }
  }

  /** The cells, row by row; empty if they do not become rectangles soon. */
  Optional<List<CellBox>> cells() {
    for (int pass = 0; pass < MOST_PASSES; pass++) {
      if (!widen()) {
        return Optional.of(
            IntStream.range(0, boxes.length)
                .filter(i -> groups.root(i) == i)
                .mapToObj(i -> boxes[i])
                .toList());
      }
    }
    return Optional.empty();
  }

  private boolean widen() {
    boolean changed = false;
    for (int i = 0; i < boxes.length; i++) {
      if (groups.root(i) == i) {
        CellBox box = boxes[i];
        for (int row = box.top(); row <= box.bottom(); row++) {
          for (int column = box.left(); column <= box.right(); column++) {
            if (groups.root(row * width + column) != groups.root(i)) {
              join(i / width, i % width, row, column);
              changed = true;
            }
          }
        }
      }
    }
    return changed;
  }

  /** The number of the cell that holds a place of the lattice, in the order of {@link #cells}. */
  int[] owners() {
    int[] numbers = new int[boxes.length];
    int next = 0;
    for (int i = 0; i < boxes.length; i++) {
      numbers[i] = groups.root(i) == i ? next++ : numbers[groups.root(i)];
    }
    return numbers;
  }
}
