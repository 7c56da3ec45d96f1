package dev.quire.reading.table;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Heads over several columns that a short rule below them shows, with that stretch of the rule. */
final class SpanHints {

  private SpanHints() {}

  static Map<Segment, RuledLine.Span> of(
      Framework framework, List<TextRow> rows, List<Segment> segments, double em) {
    Map<Segment, RuledLine.Span> hints = new IdentityHashMap<>();
    if (framework.lattice()) {
      return hints;
    }
    for (int cut = 0; cut < framework.rows().size(); cut++) {
      if (framework.rows().get(cut).partial()) {
        List<Segment> above = inBand(cut, rows, segments);
        List<Segment> below = inBand(cut + 1, rows, segments);
        List<RuledLine.Span> spans = framework.rows().get(cut).line().orElseThrow().spans();
        for (RuledLine.Span span : spans.subList(0, Math.min(50, spans.size()))) {
          hint(span, above, below, em, hints);
        }
      }
    }
    return hints;
  }

  private static List<Segment> inBand(int band, List<TextRow> rows, List<Segment> segments) {
    return segments.stream().filter(s -> rows.get(s.textRow()).band() == band).toList();
  }

  private static void hint(
      RuledLine.Span span,
      List<Segment> above,
      List<Segment> below,
      double em,
      Map<Segment, RuledLine.Span> hints) {
    List<Segment> over = within(span, above, em);
    Set<Integer> rows = new HashSet<>();
    boolean several = within(span, below, em).stream().anyMatch(s -> !rows.add(s.textRow()));
    if (over.size() == 1 && several && over.get(0).width() < span.length() + em) {
      hints.put(over.get(0), span);
    }
  }

  private static List<Segment> within(RuledLine.Span span, List<Segment> segments, double em) {
    return segments.stream()
        .filter(s -> s.centre() > span.from() - em / 4 && s.centre() < span.to() + em / 4)
        .toList();
  }
}
