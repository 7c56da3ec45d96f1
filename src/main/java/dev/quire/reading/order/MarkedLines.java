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
import java.util.function.Predicate;

/**
 * Finds the lines with which items of lists begin. A bullet is one by itself; a dash, or a bullet
 * that the page shows and the text lacks, needs another of its kind, and a number, letter or
 * numeral the one before or after it, below the same edge: a paragraph's line may begin with a dash
 * or a year.
 */
final class MarkedLines {

  /** Of a line's size: edges of the items of one list differ by less. */
  private static final double ALIGNED = 1.2;

  /** Stands for a bullet that is no character. */
  private static final Object DRAWN = new Object();

  private final Frame frame;
  private final Predicate<ReadLine> bulleted;

  /** The edges of the lines that begin with a mark, each with how many lines have it. */
  private final Map<Object, NavigableMap<Double, Integer>> edges = new HashMap<>();

  /** By identity; to look for drawn bullets is slow. */
  private final Map<ReadLine, Object> marks = new IdentityHashMap<>();

  /**
   * @param bulleted whether the page shows a bullet before a line that is no part of its text
   */
  MarkedLines(Frame frame, Predicate<ReadLine> bulleted) {
    this.frame = frame;
    this.bulleted = bulleted;
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
    mark(line)
        .ifPresent(
            mark -> {
              marks.put(line, mark);
              edges.computeIfAbsent(mark, k -> new TreeMap<>()).merge(edge(line), 1, Integer::sum);
            });
  }

  /** What marks a line that is an item's only if there are others. */
  private Optional<Object> mark(ReadLine line) {
    String text = Characters.collapse(line.text());
    return ListMarks.dash(text)
        .<Object>map(Function.identity())
        .or(() -> Ordinal.of(text))
        .or(() -> bulleted.test(line) ? Optional.of(DRAWN) : Optional.empty());
  }

  private boolean marked(ReadLine line) {
    return ListMarks.sign(Characters.collapse(line.text())).isPresent()
        || marks.containsKey(line) && isRepeated(marks.get(line), line);
  }

  private boolean isRepeated(Object mark, ReadLine line) {
    return mark instanceof Ordinal ordinal
        ? below(ordinal.next(), line) > 0 || below(ordinal.previous(), line) > 0
        : below(mark, line) > 1;
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
