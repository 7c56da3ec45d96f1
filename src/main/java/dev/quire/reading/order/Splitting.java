package dev.quire.reading.order;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Splits lines that recognition joined over regions standing side by side. */
final class Splitting {

  /** A region takes part if it holds at least this share of the line. */
  private static final double LEAST = 0.12;

  /** One that holds this share has it all. */
  private static final double ALL = 0.88;

  /** Of the line's height: how much of it must lie within the region. */
  private static final double HIGH = 0.5;

  private final List<Holder> holders;

  Splitting(List<Holder> holders) {
    this.holders = holders;
  }

  /** The regions with their parts of the line; empty if it belongs to one or has no words. */
  Optional<Map<Holder, ReadLine>> of(ReadLine line) {
    if (line.words().size() < 2) {
      return Optional.empty();
    }
    Frame frame = new Frame(line.mode());
    List<Holder> sides = sides(line, frame);
    if (sides.size() < 2) {
      return Optional.empty();
    }
    Map<Holder, List<Integer>> words = new IdentityHashMap<>();
    for (int i = 0; i < line.words().size(); i++) {
      Area word = frame.of(line.words().get(i).area());
      words.computeIfAbsent(nearest(word, sides, frame), h -> new ArrayList<>()).add(i);
    }
    if (words.size() < 2) {
      return Optional.empty();
    }
    WordSpans spans = WordSpans.of(line);
    Map<Holder, ReadLine> parts = new IdentityHashMap<>();
    words.forEach((holder, of) -> parts.put(holder, part(line, of, spans)));
    return Optional.of(parts);
  }

  private List<Holder> sides(ReadLine line, Frame frame) {
    Area area = frame.of(line.area());
    List<Holder> sides = new ArrayList<>();
    for (Holder holder : holders) {
      double share = holder.share(line.area());
      if (share >= ALL) {
        return List.of();
      }
      Area of = frame.of(holder.region().area());
      if (share >= LEAST && of.overlapY(area) >= HIGH * area.height() && apart(of, sides, frame)) {
        sides.add(holder);
      }
    }
    return sides;
  }

  private static boolean apart(Area area, List<Holder> others, Frame frame) {
    return others.stream()
        .map(other -> frame.of(other.region().area()))
        .allMatch(other -> other.overlapX(area) <= 0.1 * Math.min(other.width(), area.width()));
  }

  private static Holder nearest(Area word, List<Holder> sides, Frame frame) {
    Holder nearest = null;
    double least = Double.POSITIVE_INFINITY;
    for (Holder side : sides) {
      Area area = frame.of(side.region().area());
      double x = word.centreX();
      double distance = Math.max(0, Math.max(area.left() - x, x - area.right()));
      if (nearest == null || distance < least) {
        least = distance;
        nearest = side;
      }
    }
    return nearest;
  }

  private static ReadLine part(ReadLine line, List<Integer> of, WordSpans spans) {
    List<ReadWord> words = of.stream().map(line.words()::get).toList();
    Area area = Area.around(words.stream().map(ReadWord::area).toList());
    return new ReadLine(spans.text(of), area, line.mode(), line.score(), words);
  }
}
