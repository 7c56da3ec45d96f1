package dev.quire.document.text;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Writes characters, which stand one behind the other, as a line of words in logical order. */
final class LineWriter {

  /** Parts of a pixel: no page is so large that a float has fewer. */
  private static final double FINEST = 64;

  private final int width;
  private final int height;

  /** For a page of that size in pixels. */
  LineWriter(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * The line.
   *
   * @param glyphs as they stand along the frame
   * @return empty if nothing of it lies on the page
   */
  Optional<ReadLine> line(Frame frame, List<Glyph> glyphs) {
    WordGaps gaps = new WordGaps(frame, glyphs);
    List<Glyph> spaced = new ArrayList<>(glyphs.size() + 16);
    for (int i = 0; i < glyphs.size(); i++) {
      if (i > 0 && gaps.before(i)) {
        spaced.add(null);
      }
      spaced.add(glyphs.get(i));
    }
    LogicalOrder order = LogicalOrder.of(spaced);
    List<ReadWord> words = words(order.letters());
    if (words.isEmpty()) {
      return Optional.empty();
    }
    String text = words.stream().map(ReadWord::text).collect(Collectors.joining(" "));
    Area area = Area.around(words.stream().map(ReadWord::area).toList());
    WritingMode mode =
        frame.equals(Frame.DOWN)
            ? WritingMode.VERTICAL
            : order.rightToLeft() ? WritingMode.RIGHT_TO_LEFT : WritingMode.LEFT_TO_RIGHT;
    return Optional.of(new ReadLine(text, area, mode, 1, words));
  }

  private List<ReadWord> words(List<LogicalOrder.Letter> letters) {
    List<ReadWord> words = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    Rectangle2D box = null;
    for (LogicalOrder.Letter letter : letters) {
      if (letter.glyph() == null) {
        end(text, box, words);
        box = null;
      } else {
        text.append(letter.text());
        Rectangle2D each = letter.glyph().box();
        box = box == null ? each : box.createUnion(each);
      }
    }
    end(text, box, words);
    return words;
  }

  private void end(StringBuilder text, Rectangle2D box, List<ReadWord> words) {
    if (box != null) {
      double left = clamp(box.getMinX(), width);
      double top = clamp(box.getMinY(), height);
      Area area = new Area(left, top, clamp(box.getMaxX(), width), clamp(box.getMaxY(), height));
      words.add(new ReadWord(text.toString(), area));
    }
    text.setLength(0);
  }

  private static double clamp(double at, int side) {
    return Math.rint(Math.max(0, Math.min(side, at)) * FINEST) / FINEST;
  }
}
