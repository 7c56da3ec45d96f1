package dev.quire.document.text;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** How much of what looks like text on a page its text layer does not have. */
final class InkCheck {

  /** Around a word, in pixels: letters reach out of the room that their font declares. */
  private static final double MARGIN = 4;

  /** Cells; lower shapes are rules, underlines and dirt. */
  private static final int LEAST_HEIGHT = 3;

  /** Of the page's height: higher shapes are figures, tables and drawn frames. */
  private static final double MOST_HEIGHT = 0.04;

  /** Words are wider than high, single characters about as wide. */
  private static final double LEAST_WIDTH = 0.6;

  /** Of its height: letters leave gaps, rules and the edges of bars do not. */
  private static final int MOST_SOLID = 10;

  /** Where pictures cover more of a page, it may be a scan whose pictures hold the text. */
  private static final double SCAN = 0.5;

  private InkCheck() {}

  /**
   * The part of the text that is missing.
   *
   * @param figures places that need no text, besides the layer's pictures
   * @return 0 to 1, of the ink of all text; 0 for a page without ink
   */
  static double missing(TextLayer layer, InkPlane ink, List<Area> figures) {
    List<Area> ignored = new ArrayList<>(figures);
    if (layer.facts().pictureShare() < SCAN) {
      ignored.addAll(layer.facts().pictures());
    }
    List<Area> words = new ArrayList<>();
    for (ReadLine line : layer.lines()) {
      line.words().stream().map(ReadWord::area).forEach(words::add);
    }
    double highest = MOST_HEIGHT * ink.rows();
    BitSet covered = ink.cells(words, MARGIN);
    BitSet outside =
        new InkShapes(ink)
            .cells(
                shape ->
                    shape.height() >= LEAST_HEIGHT
                        && shape.height() <= highest
                        && shape.solid() <= MOST_SOLID * shape.height()
                        && shape.width() >= LEAST_WIDTH * shape.height());
    outside.andNot(covered);
    outside.andNot(ink.cells(ignored, 0));
    long missing = ink.count(outside);
    long found = ink.count(covered);
    return missing == 0 ? 0 : (double) missing / (missing + found);
  }
}
