package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.Role;
import java.util.List;
import java.util.Optional;

/**
 * Which region holds a line: the smallest that holds most of it, but a table or figure keeps what
 * lies within it together. Captions, notes and page furniture are never part of a table or figure,
 * and a picture that fills the page is its background.
 */
final class Holding {

  private static final double MOST = 0.5;
  private static final double WITHIN = 0.9;
  private static final double SOME = 0.3;

  /** Share of the page from which a picture is the background. */
  private static final double BACKGROUND = 0.5;

  private final List<Holder> holders;
  private final double page;

  Holding(List<Holder> holders, double page) {
    this.holders = holders;
    this.page = page;
  }

  /** The region that holds most of the area. */
  Optional<Holder> of(Area line) {
    Holder container = container(line);
    Holder smallest = null;
    for (Holder holder : holders) {
      if (holder.share(line) >= MOST
          && (container == null || independent(holder, container))
          && smaller(holder, smallest)) {
        smallest = holder;
      }
    }
    return Optional.ofNullable(smallest == null ? container : smallest);
  }

  /** The region that holds the largest part of the area, if that is a fair part. */
  Optional<Holder> partly(Area line) {
    Holder best = null;
    double most = SOME;
    for (Holder holder : holders) {
      double share = holder.share(line);
      if (share > most) {
        most = share;
        best = holder;
      }
    }
    return Optional.ofNullable(best);
  }

  private Holder container(Area line) {
    Holder best = null;
    for (Holder holder : holders) {
      if (holder.container() && !background(holder) && holder.share(line) >= WITHIN) {
        boolean better = best == null || holder.role() == best.role() && smaller(holder, best);
        if (better || (best.role() == Role.FIGURE && holder.role() == Role.TABLE)) {
          best = holder;
        }
      }
    }
    return best;
  }

  private boolean background(Holder holder) {
    return holder.role() == Role.FIGURE && holder.region().area().size() >= BACKGROUND * page;
  }

  private static boolean independent(Holder holder, Holder container) {
    return switch (holder.role()) {
      case CAPTION, FOOTNOTE, HEADER, FOOTER, PAGE_NUMBER -> smaller(holder, container);
      default -> false;
    };
  }

  private static boolean smaller(Holder holder, Holder than) {
    if (than == null) {
      return true;
    }
    double size = holder.region().area().size();
    double other = than.region().area().size();
    return size < other || (size == other && holder.region().score() > than.region().score());
  }
}
