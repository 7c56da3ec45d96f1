package dev.quire.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Finds room for labels close to their regions, one after the other: on the page, never on each
 * other, and rather on blank paper than on print or on other regions. Used by one thread.
 */
final class Placer {

  /** What it costs to hide print wholly. */
  private static final double PRINT = 2;

  /** What it costs to lie wholly on regions that are not the label's own. */
  private static final double FOREIGN = 0.3;

  private final Box page;
  private final InkMap ink;
  private final List<Box> regions;
  private final List<Box> taken = new ArrayList<>();

  Placer(Box page, InkMap ink, List<Box> regions) {
    this.page = page;
    this.ink = ink;
    this.regions = List.copyOf(regions);
  }

  /**
   * Where a label might stand.
   *
   * @param reluctance what it costs on blank paper where no region is
   */
  record Spot(Box box, double reluctance) {}

  /** A spot with all its costs. */
  record Place(Box box, double cost) {}

  Box page() {
    return page;
  }

  /** The cheapest spot, moved onto the page, that no label lies on; empty if there is none. */
  Optional<Place> best(Box own, List<Spot> spots) {
    return spots.stream()
        .filter(spot -> spot.box().fitsInto(page))
        .map(spot -> new Spot(spot.box().movedInto(page).snapped(), spot.reluctance()))
        .filter(spot -> isFree(spot.box()))
        .map(spot -> new Place(spot.box(), spot.reluctance() + cost(spot.box(), own)))
        .min(Comparator.comparingDouble(Place::cost));
  }

  /** Keeps later labels off a place. */
  void take(Box place) {
    taken.add(place);
  }

  private boolean isFree(Box box) {
    Box apart = box.grown(1);
    return taken.stream().noneMatch(other -> other.overlap(apart) > 0);
  }

  /** The print that is hidden, and the share of each region that is. */
  private double cost(Box box, Box own) {
    double cost = PRINT * ink.share(box);
    for (Box region : regions) {
      double overlap = region.overlap(box);
      if (overlap > 0) {
        cost += overlap / region.area();
        if (!region.equals(own)) {
          cost += FOREIGN * overlap / box.area();
        }
      }
    }
    return cost;
  }
}
