package dev.quire.reading.table;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Heads over several columns that a short rule below them shows, with that stretch of the rule. */
final class SpanHints {

  private SpanHints() {}

  static Map<Segment, RuledLine.Span> of(
      Framework framework, List<TextRow> rows, List<Segment> segments, double em) {
    Map<Segment, RuledLine.Span> hints = new IdentityHashMap<>();
    if (framework.lattice()) {
      return hints;
    }
    List<List<Segment>> byRow = new ArrayList<>();
    rows.forEach(row -> byRow.add(new ArrayList<>()));
    segments.forEach(segment -> byRow.get(segment.textRow()).add(segment));
    for (int cut = 0; cut < framework.rows().size(); cut++) {
      if (framework.rows().get(cut).partial()) {
        int above = lastOf(cut, rows);
        List<RuledLine.Span> spans = framework.rows().get(cut).line().orElseThrow().spans();
        for (RuledLine.Span span : spans.subList(0, Math.min(50, spans.size()))) {
          hint(span, above, byRow, em, hints);
        }
      }
    }
    return hints;
  }

  private static int lastOf(int band, List<TextRow> rows) {
    int last = -1;
    for (int i = 0; i < rows.size(); i++) {
      last = rows.get(i).band() == band ? i : last;
    }
    return last;
  }

  private static void hint(
      RuledLine.Span span,
      int above,
      List<List<Segment>> rows,
      double em,
      Map<Segment, RuledLine.Span> hints) {
    if (above < 0 || above + 1 >= rows.size()) {
      return;
    }
    List<Segment> over = within(span, rows.get(above), em);
    boolean several = within(span, rows.get(above + 1), em).size() > 1;
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
