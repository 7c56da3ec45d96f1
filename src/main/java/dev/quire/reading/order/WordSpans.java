package dev.quire.reading.order;

import dev.quire.reading.ReadLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the words of a line stand in its text.
 *
 * @param line the line
 * @param starts start of each word in the text; empty where the words are not those of the text
 */
record WordSpans(ReadLine line, List<Integer> starts) {

  static WordSpans of(ReadLine line) {
    List<Integer> starts = new ArrayList<>();
    int from = 0;
    for (var word : line.words()) {
      int start = line.text().indexOf(word.text(), from);
      if (start < 0) {
        return new WordSpans(line, List.of());
      }
      starts.add(start);
      from = start + word.text().length();
    }
    return new WordSpans(line, starts);
  }

  /** The text of some words, with what stands between neighbours in the line's own text. */
  String text(List<Integer> words) {
    StringBuilder text = new StringBuilder();
    int previous = -1;
    for (int word : words) {
      if (previous >= 0) {
        text.append(between(previous, word));
      }
      text.append(line.words().get(word).text());
      previous = word;
    }
    return text.toString();
  }

  private String between(int previous, int word) {
    if (word != previous + 1 || starts.isEmpty()) {
      return " ";
    }
    int end = starts.get(previous) + line.words().get(previous).text().length();
    return line.text().substring(end, starts.get(word));
  }
}
