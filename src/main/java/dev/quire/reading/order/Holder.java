package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.Role;
import java.util.ArrayList;
import java.util.List;

/** A region while it is given lines; used by one thread. */
final class Holder {

  private final LayoutRegion region;
  private final Role role;
  private final List<ReadLine> lines = new ArrayList<>();
  private Area area;

  Holder(LayoutRegion region) {
    this.region = region;
    this.role = region.role();
    this.area = region.area();
  }

  Role role() {
    return role;
  }

  LayoutRegion region() {
    return region;
  }

  /** The region's area, with the lines that joined it from outside. */
  Area area() {
    return area;
  }

  List<ReadLine> lines() {
    return lines;
  }

  void add(ReadLine line) {
    lines.add(line);
  }

  /** Adds a line that stands outside. */
  void join(ReadLine line) {
    lines.add(line);
    area = area.union(line.area());
  }

  /** Whether it keeps all text inside together. */
  boolean container() {
    return role == Role.TABLE || role == Role.FIGURE;
  }

  /** How much of another area lies within, 0 to 1; of an empty one, whether its middle does. */
  double share(Area other) {
    return share(area, other);
  }

  static double share(Area of, Area other) {
    if (other.size() > 0) {
      return of.overlap(other) / other.size();
    }
    return of.contains(other.centreX(), other.centreY()) ? 1 : 0;
  }
}
