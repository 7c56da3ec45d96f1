package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Lets lines just outside a region join it where they clearly continue its text. */
final class Joining {

  /** Heights differ by this factor at most. */
  private static final double LIKE = 1.33;

  /** Distances, in heights of the line. */
  private static final double BELOW = 0.6;

  private static final double BESIDE = 0.7;
  private static final double INDENT = 2;

  /** Share of the region's width that every line but a paragraph's last fills. */
  private static final double FULL = 0.8;

  /** Of the line: more of it may not lie in another region. */
  private static final double ELSEWHERE = 0.1;

  private final List<Holder> holders;
  private final Frame frame;

  Joining(List<Holder> holders, Frame frame) {
    this.holders = holders;
    this.frame = frame;
  }

  /** The region whose text the line continues. */
  Optional<Holder> of(ReadLine line) {
    Area area = frame.of(line.area());
    for (Holder holder : holders) {
      if (continues(area, holder) && !elsewhere(line, holder)) {
        return Optional.of(holder);
      }
    }
    return Optional.empty();
  }

  private boolean elsewhere(ReadLine line, Holder holder) {
    return holders.stream().anyMatch(h -> h != holder && h.share(line.area()) > ELSEWHERE);
  }

  private boolean continues(Area line, Holder holder) {
    Area area = frame.of(holder.area());
    double height = line.height();
    double above = area.top() - line.bottom();
    double below = line.top() - area.bottom();
    if (height <= 0
        || holder.lines().isEmpty()
        || above > BELOW * height
        || below > BELOW * height
        || area.left() - line.right() > BESIDE * height
        || line.left() - area.right() > BESIDE * height) {
      return false;
    }
    return switch (holder.role()) {
      case TEXT, LIST_ITEM, REFERENCE, FOOTNOTE, CAPTION, CODE ->
          sameRow(line, holder) || nextRow(line, area, holder);
      case TITLE, HEADING -> sameRow(line, holder);
      default -> false;
    };
  }

  private boolean sameRow(Area line, Holder holder) {
    return holder.lines().stream()
        .map(l -> frame.of(l.area()))
        .anyMatch(
            l ->
                like(l, line)
                    && Math.abs(l.centreY() - line.centreY()) <= 0.3 * line.height()
                    && Math.max(l.left() - line.right(), line.left() - l.right())
                        <= BESIDE * line.height());
  }

  private boolean nextRow(Area line, Area area, Holder holder) {
    double height = line.height();
    if (line.left() < area.left() - height
        || line.left() > area.left() + INDENT * height
        || line.right() > area.right() + height) {
      return false;
    }
    boolean under = line.centreY() > area.centreY();
    Comparator<Area> byMiddle = Comparator.comparingDouble(Area::centreY);
    var lines = holder.lines().stream().map(l -> frame.of(l.area()));
    Area neighbour = (under ? lines.max(byMiddle) : lines.min(byMiddle)).orElseThrow();
    double gap = under ? line.top() - neighbour.bottom() : neighbour.top() - line.bottom();
    Area upper = under ? neighbour : line;
    return like(neighbour, line)
        && gap <= BELOW * height
        && gap >= -BELOW * height
        && upper.right() >= area.left() + FULL * area.width();
  }

  private static boolean like(Area a, Area b) {
    return a.height() <= LIKE * b.height() && b.height() <= LIKE * a.height();
  }
}
