package dev.quire.reading.write;

import dev.quire.reading.ReadLine;
import dev.quire.reading.WritingMode;
import java.util.ArrayDeque;
import java.util.Deque;

/** How deep an item of a list stands, by the edge at which its lines begin. Not thread-safe. */
final class Nesting {

  private static final int DEEPEST = 8;

  private final Deque<Double> edges = new ArrayDeque<>();
  private ReadLine before;

  /** Forgets the list: what follows is another. */
  void end() {
    edges.clear();
    before = null;
  }

  /** The depth of the item that begins with this line, from 0. */
  int depth(ReadLine line) {
    if (before != null && otherColumn(before, line)) {
      edges.clear();
    }
    before = line;
    double edge = edge(line);
    double tolerance = Math.max(1, 0.6 * line.fontSize());
    while (!edges.isEmpty() && edge < edges.peek() - tolerance) {
      edges.pop();
    }
    if (edges.isEmpty() || edge > edges.peek() + tolerance && edges.size() < DEEPEST) {
      edges.push(edge);
    }
    return edges.size() - 1;
  }

  private static boolean otherColumn(ReadLine before, ReadLine line) {
    return line.mode() == WritingMode.VERTICAL
        ? line.area().centreX() > before.area().right()
        : line.area().centreY() < before.area().top();
  }

  private static double edge(ReadLine line) {
    return switch (line.mode()) {
      case LEFT_TO_RIGHT -> line.area().left();
      case RIGHT_TO_LEFT -> -line.area().right();
      case VERTICAL -> line.area().top();
    };
  }
}
