package dev.quire.reading.write;

import dev.quire.reading.Area;
import dev.quire.reading.Block;
import dev.quire.reading.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Which captions explain which figures. A caption belongs to the figure or table next to it in
 * reading order, the nearer one of two.
 */
final class Captions {

  private final Map<Block, List<Block>> byFigure = new IdentityHashMap<>();
  private final Set<Block> taken = Collections.newSetFromMap(new IdentityHashMap<>());

  private Captions() {}

  /** Looks at blocks in reading order. */
  static Captions of(List<Block> blocks) {
    Captions captions = new Captions();
    Block before = null;
    for (int at = 0; at < blocks.size(); ) {
      int end = at;
      while (end < blocks.size() && blocks.get(end).role() == Role.CAPTION) {
        end++;
      }
      Block after = end < blocks.size() ? blocks.get(end) : null;
      for (Block caption : blocks.subList(at, end)) {
        captions.assign(caption, before, after);
      }
      before = after;
      at = end + 1;
    }
    return captions;
  }

  private void assign(Block caption, Block before, Block after) {
    double up = distance(caption, before);
    double down = distance(caption, after);
    Block owner = up <= down ? before : after;
    if (owner != null && owner.role() == Role.FIGURE) {
      byFigure.computeIfAbsent(owner, figure -> new ArrayList<>()).add(caption);
      taken.add(caption);
    }
  }

  private static double distance(Block caption, Block owner) {
    if (owner == null || owner.role() != Role.FIGURE && owner.role() != Role.TABLE) {
      return Double.POSITIVE_INFINITY;
    }
    Area one = caption.area();
    Area two = owner.area();
    double x = Math.max(0, Math.max(one.left(), two.left()) - Math.min(one.right(), two.right()));
    double y = Math.max(0, Math.max(one.top(), two.top()) - Math.min(one.bottom(), two.bottom()));
    return Math.hypot(x, y);
  }

  /** Whether a figure bears the caption. */
  boolean taken(Block caption) {
    return taken.contains(caption);
  }

  /** What explains a figure, joined by spaces; empty if nothing does. */
  String of(Block figure, Function<Block, String> text) {
    return byFigure.getOrDefault(figure, List.of()).stream()
        .map(text)
        .filter(caption -> !caption.isEmpty())
        .collect(Collectors.joining(" "));
  }
}
