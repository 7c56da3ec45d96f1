package dev.quire.reading.order;

import dev.quire.reading.ReadLine;
import java.util.List;
import java.util.regex.Pattern;

/** Finds captions that a layout model labelled as headings, by their first words. */
final class CaptionWords {

  private static final Pattern NUMBERED =
      Pattern.compile(
          "^(?:(?:fig(?:ure|\\.)?|table|tab\\.|abb(?:ildung|\\.)|tabelle|tableau|figura|tabla)\\s?"
              + "|[图圖図表]\\s?)[0-9]{1,3}(?:[.-][0-9]{1,3})*\\s?(?:[:.：．。–—]|\\p{IsHan}|$).*",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

  private CaptionWords() {}

  /** Whether lines begin as {@code Figure 1:} does, in some language. */
  static boolean begin(List<ReadLine> lines) {
    return !lines.isEmpty() && NUMBERED.matcher(lines.get(0).text().strip()).matches();
  }
}
