package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Groups lines that no region holds: neighbours of like height that stand under each other. */
final class LooseLines {

  private static final double LIKE = 1.4;

  /** Distances, in heights of the line. */
  private static final double BELOW = 0.8;

  private static final double BESIDE = 1;
  private static final double ALIGNED = 1;

  private final Frame frame;

  LooseLines(Frame frame) {
    this.frame = frame;
  }

  /** Each line in one group. */
  List<List<ReadLine>> groups(List<ReadLine> lines) {
    List<Group> groups = new ArrayList<>();
    List<ReadLine> sorted = new ArrayList<>(lines);
    sorted.sort(
        Comparator.<ReadLine>comparingDouble(l -> frame.of(l.area()).centreY())
            .thenComparingDouble(l -> frame.of(l.area()).left()));
    List<Group> open = new ArrayList<>();
    for (ReadLine line : sorted) {
      Area area = frame.of(line.area());
      open.removeIf(g -> area.centreY() - g.last.bottom() > 2 * g.last.height() + 1);
      Group group = null;
      for (int i = open.size() - 1; i >= 0 && group == null; i--) {
        group = open.get(i).accepts(line, area) ? open.get(i) : null;
      }
      if (group == null) {
        group = new Group();
        groups.add(group);
        open.add(group);
      }
      group.add(line, area);
    }
    return groups.stream().map(g -> g.lines).toList();
  }

  private static final class Group {
    private final List<ReadLine> lines = new ArrayList<>();

    /** The lowest row so far. */
    private Area last;

    void add(ReadLine line, Area area) {
      lines.add(line);
      last = last != null && level(area) ? last.union(area) : area;
    }

    private boolean level(Area area) {
      return last.overlapY(area) > 0.5 * area.height();
    }

    boolean accepts(ReadLine line, Area area) {
      double height = area.height();
      if (line.mode() != lines.get(0).mode()
          || last.height() > LIKE * height
          || height > LIKE * last.height()) {
        return false;
      }
      double gap = area.top() - last.bottom();
      if (level(area)) {
        double beside = Math.max(area.left() - last.right(), last.left() - area.right());
        return beside <= BESIDE * height;
      }
      return gap <= BELOW * height
          && last.overlapX(area) > 0
          && (Math.abs(last.left() - area.left()) <= ALIGNED * height
              || Math.abs(last.centreX() - area.centreX()) <= ALIGNED * height);
    }
  }
}
