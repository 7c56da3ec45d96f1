package dev.quire.reading.order;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Decides between columns and strips where gaps run both ways. */
final class Choice {

  /** Share of the model's say that overrules the geometry. */
  private static final double OVERRULED = 0.75;

  /** More items than this are not compared pair by pair. */
  private static final int MOST_COMPARED = 400;

  private final Labels labels;

  Choice(Labels labels) {
    this.labels = labels;
  }

  /** The parts in which the items are read, one after the other. */
  List<List<Item>> of(List<List<Item>> strips, List<List<Item>> columns) {
    double say = sayOfModel(strips, columns);
    if (say > OVERRULED) {
      return strips;
    }
    if (say < 1 - OVERRULED) {
      return columns;
    }
    List<List<Item>> real = SideBySide.columns(columns);
    if (real.size() == 1 || labels.beside(real) || labels.singleRow(strips, real)) {
      return strips;
    }
    List<List<Item>> sections = Sections.of(strips, real);
    return sections.size() > 1 ? sections : real;
  }

  /**
   * Of the pairs that strips and columns order differently, the share in which the model's ranks
   * are for strips; a half where it has nothing to say.
   */
  private static double sayOfModel(List<List<Item>> strips, List<List<Item>> columns) {
    Map<Integer, Integer> strip = places(strips);
    Map<Integer, Integer> column = places(columns);
    List<Item> ranked = new ArrayList<>();
    columns.forEach(c -> c.stream().filter(i -> i.rank().isPresent()).forEach(ranked::add));
    if (ranked.size() > MOST_COMPARED) {
      return 0.5;
    }
    int forStrips = 0;
    int all = 0;
    for (int i = 0; i < ranked.size(); i++) {
      for (int j = i + 1; j < ranked.size(); j++) {
        Item a = ranked.get(i);
        Item b = ranked.get(j);
        if (column.get(a.index()) < column.get(b.index())
            && strip.get(a.index()) > strip.get(b.index())) {
          all++;
          forStrips += b.rank().getAsInt() < a.rank().getAsInt() ? 1 : 0;
        }
      }
    }
    return all == 0 ? 0.5 : (double) forStrips / all;
  }

  private static Map<Integer, Integer> places(List<List<Item>> parts) {
    Map<Integer, Integer> places = new HashMap<>();
    for (int part = 0; part < parts.size(); part++) {
      for (Item item : parts.get(part)) {
        places.put(item.index(), part);
      }
    }
    return places;
  }
}
