package dev.quire.api.read;

import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of a line as hOCR and ALTO mean them: what stands between spaces. Recognition parts
 * words at punctuation and between scripts, too; programs that put a space between any two words
 * would read {@code Hello ,} and spaces in Chinese.
 */
final class SpacedWords {

  private SpacedWords() {}

  /**
   * In logical order. A word that the text of the line does not have is by itself.
   *
   * @return empty where the line does not know its words
   */
  static List<ReadWord> of(ReadLine line) {
    List<ReadWord> joined = new ArrayList<>(line.words().size());
    int end = 0;
    boolean found = false;
    for (ReadWord word : line.words()) {
      int at = line.text().indexOf(word.text(), end);
      if (found && at == end) {
        joined.add(joined(joined.remove(joined.size() - 1), word));
      } else {
        joined.add(word);
      }
      found = at >= 0;
      end = found ? at + word.text().length() : end;
    }
    return joined;
  }

  private static ReadWord joined(ReadWord before, ReadWord word) {
    return new ReadWord(before.text() + word.text(), before.area().union(word.area()));
  }
}
