package dev.quire.document.text;

import dev.quire.reading.ReadLine;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Joins the characters of a page to lines. */
final class LineFinder {

  private static final int STEP = 1024;

  private final int width;
  private final int height;
  private final TextGuard guard;

  /** For a page of that size in pixels. */
  LineFinder(int width, int height, TextGuard guard) {
    this.width = width;
    this.height = height;
    this.guard = guard;
  }

  private record Placed(int order, ReadLine line) {}

  /** The lines, in the order in which the first character of each is painted. */
  List<ReadLine> lines(List<Glyph> glyphs) {
    LineWriter writer = new LineWriter(width, height);
    List<Placed> lines = new ArrayList<>();
    pieces(Columns.found(glyphs))
        .forEach(
            (frame, pieces) -> {
              for (List<Piece> chain : new Chains(pieces, guard).lines()) {
                List<Glyph> line =
                    chain.stream()
                        .flatMap(piece -> piece.glyphs().stream())
                        .sorted(Comparator.comparingDouble(frame::start))
                        .toList();
                int order = line.stream().mapToInt(Glyph::order).min().orElse(0);
                Optional<ReadLine> written = writer.line(frame, line);
                written.ifPresent(each -> lines.add(new Placed(order, each)));
              }
            });
    return lines.stream().sorted(Comparator.comparingInt(Placed::order)).map(Placed::line).toList();
  }

  /** Characters that go on where the last one ends, by direction. */
  private Map<Frame, List<Piece>> pieces(List<Glyph> glyphs) {
    Map<Frame, List<Piece>> pieces = new LinkedHashMap<>();
    Frame current = null;
    Piece open = null;
    int count = 0;
    for (Glyph glyph : glyphs) {
      count++;
      if (count % STEP == 0) {
        guard.beforeStep();
      }
      Frame frame = Frame.of(glyph);
      boolean goesOn =
          open != null
              && frame.equals(current)
              && open.accepts(glyph, WordGaps.MOST * glyph.size());
      if (!goesOn) {
        open = new Piece(frame, glyph);
        current = frame;
        pieces.computeIfAbsent(frame, f -> new ArrayList<>()).add(open);
      }
    }
    return pieces;
  }
}
