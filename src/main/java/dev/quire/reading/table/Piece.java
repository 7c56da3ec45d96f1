package dev.quire.reading.table;

import dev.quire.reading.Area;
import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import dev.quire.reading.WritingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * What is never divided between cells: a word, or a line whose words are not known.
 *
 * @param index in the list of all pieces
 * @param text what it says
 * @param area where it stands, straightened
 * @param place where it stands on the page
 * @param mode which way it is written
 * @param line the number of its line
 * @param whole whether it is a line without known words
 */
record Piece(
    int index, String text, Area area, Area place, WritingMode mode, int line, boolean whole) {

  /** All that say something, in the order of lines and words, not straightened. */
  static List<Piece> of(List<ReadLine> lines) {
    List<Piece> pieces = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      ReadLine line = lines.get(i);
      List<ReadWord> words = line.words().stream().filter(w -> !w.text().isBlank()).toList();
      for (ReadWord word : words) {
        pieces.add(
            new Piece(pieces.size(), word.text(), word.area(), word.area(), line.mode(), i, false));
      }
      if (words.isEmpty() && !line.text().isBlank()) {
        pieces.add(
            new Piece(
                pieces.size(),
                line.text().strip(),
                line.area(),
                line.area(),
                line.mode(),
                i,
                true));
      }
    }
    return pieces;
  }

  Piece at(Area straight) {
    return new Piece(index, text, straight, place, mode, line, whole);
  }
}
