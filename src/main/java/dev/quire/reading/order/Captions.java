package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Role;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Puts captions together with the figure or table that they explain. */
final class Captions {

  /** Of the narrower one's extent: how much they must share to stand above or beside each other. */
  private static final double SHARED = 0.5;

  /** Farthest distance, as a share of the page's height or width. */
  private static final double NEAR = 0.05;

  /** Of another block's size: more than this may not lie between. */
  private static final double BETWEEN = 0.1;

  private final double width;
  private final double height;

  Captions(double width, double height) {
    this.width = width;
    this.height = height;
  }

  /** Units that are not torn apart: a figure with its captions, or a block alone. */
  List<List<Draft>> units(List<Draft> drafts) {
    List<Draft> owners = drafts.stream().filter(Draft::captioned).toList();
    Map<Draft, Draft> ownerOf = new IdentityHashMap<>();
    for (Draft draft : drafts) {
      if (draft.role() == Role.CAPTION) {
        Draft owner = owner(draft, owners);
        if (owner != null && free(draft, owner, drafts)) {
          ownerOf.put(draft, owner);
        }
      }
    }
    Map<Draft, List<Draft>> units = new IdentityHashMap<>();
    List<List<Draft>> all = new ArrayList<>();
    for (Draft draft : drafts) {
      Draft head = ownerOf.getOrDefault(draft, draft);
      units
          .computeIfAbsent(
              head,
              h -> {
                List<Draft> unit = new ArrayList<>();
                all.add(unit);
                return unit;
              })
          .add(draft);
    }
    return all;
  }

  private Draft owner(Draft caption, List<Draft> owners) {
    Draft nearest = null;
    double least = Double.POSITIVE_INFINITY;
    for (Draft owner : owners) {
      double distance = distance(caption.area(), owner.area());
      if (distance < least) {
        least = distance;
        nearest = owner;
      }
    }
    return nearest;
  }

  private double distance(Area a, Area b) {
    double x = Math.max(0, Math.max(a.left(), b.left()) - Math.min(a.right(), b.right()));
    double y = Math.max(0, Math.max(a.top(), b.top()) - Math.min(a.bottom(), b.bottom()));
    boolean above = a.overlapX(b) >= SHARED * Math.min(a.width(), b.width()) && y <= NEAR * height;
    boolean beside =
        a.overlapY(b) >= SHARED * Math.min(a.height(), b.height()) && x <= NEAR * width;
    return above || beside ? x + y : Double.POSITIVE_INFINITY;
  }

  private static boolean free(Draft caption, Draft owner, List<Draft> drafts) {
    Area both = caption.area().union(owner.area());
    for (Draft other : drafts) {
      if (other == caption || other == owner || other.role() == Role.CAPTION) {
        continue;
      }
      double inside = both.overlap(other.area());
      double owned = owner.area().overlap(other.area());
      if (inside - owned > BETWEEN * other.area().size()) {
        return false;
      }
    }
    return true;
  }
}
