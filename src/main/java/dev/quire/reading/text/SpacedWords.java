package dev.quire.reading.text;

import dev.quire.reading.ReadLine;
import dev.quire.reading.ReadWord;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * The words of a line as hOCR and ALTO mean them: what stands between spaces. Recognition parts
 * words at punctuation and between scripts, too; programs that put a space between any two words
 * would read {@code Hello ,} and spaces in Chinese.
 */
public final class SpacedWords {

  private SpacedWords() {}

  /**
   * In logical order. A word that the text of the line does not have is by itself.
   *
   * @return empty where the line does not know its words
   */
  public static List<ReadWord> of(ReadLine line) {
    return of(line, (word, next) -> true);
  }

  /**
   * The same with some parts left as they are.
   *
   * @param joins whether two parts without a space between them make one word
   */
  public static List<ReadWord> of(ReadLine line, BiPredicate<ReadWord, ReadWord> joins) {
    List<ReadWord> joined = new ArrayList<>(line.words().size());
    ReadWord before = null;
    int end = 0;
    for (ReadWord word : line.words()) {
      int at = line.text().indexOf(word.text(), end);
      if (before != null && at == end && joins.test(before, word)) {
        joined.add(joined(joined.remove(joined.size() - 1), word));
      } else {
        joined.add(word);
      }
      before = at >= 0 ? word : null;
      end = at >= 0 ? at + word.text().length() : end;
    }
    return joined;
  }

  private static ReadWord joined(ReadWord before, ReadWord word) {
    return new ReadWord(before.text() + word.text(), before.area().union(word.area()));
  }
}
