package dev.quire.reading.order;

import dev.quire.reading.Block;
import dev.quire.reading.ReadLine;
import dev.quire.reading.text.Characters;
import dev.quire.reading.text.ListMarks;
import dev.quire.reading.text.Ordinal;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Finds the lines with which items of lists begin. A bullet is one by itself; a dash needs another
 * of its kind, and a number, letter or numeral the one before or after it, below the same edge: a
 * paragraph's line may begin with a dash or a year.
 */
final class MarkedLines {

  /** Of a line's size: edges of the items of one list differ by less. */
  private static final double ALIGNED = 1.2;

  private final Frame frame;

  /** The edges of the lines that begin with a mark, each with how many lines have it. */
  private final Map<Object, NavigableMap<Double, Integer>> edges = new HashMap<>();

  MarkedLines(Frame frame) {
    this.frame = frame;
  }

  /** Those of blocks that follow one another, by identity. */
  Set<ReadLine> of(List<Block> blocks) {
    List<ReadLine> lines = blocks.stream().flatMap(block -> block.lines().stream()).toList();
    lines.forEach(this::count);
    Set<ReadLine> marked = Collections.newSetFromMap(new IdentityHashMap<>());
    lines.stream().filter(this::marked).forEach(marked::add);
    return marked;
  }

  private void count(ReadLine line) {
    String text = Characters.collapse(line.text());
    Optional<Object> mark =
        ListMarks.dash(text).<Object>map(Function.identity()).or(() -> Ordinal.of(text));
    mark.ifPresent(
        m -> edges.computeIfAbsent(m, k -> new TreeMap<>()).merge(edge(line), 1, Integer::sum));
  }

  private boolean marked(ReadLine line) {
    String text = Characters.collapse(line.text());
    if (ListMarks.sign(text).isPresent()) {
      return true;
    }
    Optional<Character> dash = ListMarks.dash(text);
    if (dash.isPresent()) {
      return below(dash.get(), line) > 1;
    }
    return Ordinal.of(text)
        .filter(mark -> below(mark.next(), line) > 0 || below(mark.previous(), line) > 0)
        .isPresent();
  }

  /** How many lines with a mark begin below the same edge; 2 stands for more. */
  private int below(Object mark, ReadLine line) {
    NavigableMap<Double, Integer> found = edges.getOrDefault(mark, Collections.emptyNavigableMap());
    double reach = ALIGNED * line.fontSize();
    int count = 0;
    for (int lines : found.subMap(edge(line) - reach, true, edge(line) + reach, true).values()) {
      count += lines;
      if (count > 1) {
        return 2;
      }
    }
    return count;
  }

  private double edge(ReadLine line) {
    return frame.of(line.area()).left();
  }
}
