package dev.quire.reading.write;

import dev.quire.reading.ReadLine;
import dev.quire.reading.text.Characters;
import java.util.List;

/**
 * Joins lines to paragraphs: a space between words, none between characters of scripts that know no
 * spaces, hyphenation undone. Nothing is lost but white space, control characters and hyphens at
 * line ends.
 */
final class Paragraphs {

  /** How much of a long paragraph is looked at to see how its author writes. */
  private static final int NEAR = 1000;

  private final Hyphenation hyphenation;

  Paragraphs(Vocabulary vocabulary) {
    this.hyphenation = new Hyphenation(vocabulary);
  }

  /** The lines as one paragraph. */
  String join(List<ReadLine> lines) {
    return joinTexts(lines.stream().map(ReadLine::text).toList());
  }

  /** Texts of lines as one paragraph. */
  String joinTexts(List<String> lines) {
    MixedSpacing spacing = MixedSpacing.of(lines);
    StringBuilder out = new StringBuilder();
    lines.forEach(line -> append(out, Characters.collapse(line), spacing));
    return out.toString();
  }

  /** Two parts of a paragraph as one. */
  String join(String before, String after) {
    String near = before.substring(Math.max(0, before.length() - NEAR));
    StringBuilder out = new StringBuilder(before.length() + after.length() + 1).append(before);
    append(out, after, MixedSpacing.of(List.of(near, after)));
    return out.toString();
  }

  private void append(StringBuilder out, String next, MixedSpacing spacing) {
    if (out.isEmpty() || next.isEmpty()) {
      out.append(next);
      return;
    }
    int last = out.codePointBefore(out.length());
    int first = next.codePointAt(0);
    if (last == Characters.SOFT_HYPHEN) {
      out.setLength(out.length() - 1);
    } else if (Characters.isHyphen(last) || Characters.isDashOrSlash(last)) {
      afterMark(out, last, next);
    } else if (spacing.between(last, first)) {
      out.append(' ');
    }
    out.append(next);
  }

  /** What stands between a hyphen, dash or slash and the next line. */
  private void afterMark(StringBuilder out, int mark, String next) {
    int before = out.length() < 2 ? ' ' : out.codePointBefore(out.length() - 1);
    int first = next.codePointAt(0);
    if (!Character.isLetterOrDigit(before) || !Character.isLetterOrDigit(first)) {
      boolean unspaced = Characters.isCjk(before) || Characters.isCjk(first);
      if (!unspaced) {
        out.append(' ');
      }
      return;
    }
    if (!Characters.isHyphen(mark)
        || !Character.isLetter(before)
        || !Character.isLowerCase(first)) {
      return;
    }
    switch (hyphenation.decide(out, next)) {
      case DROP -> out.setLength(out.length() - 1);
      case KEEP_AND_SPACE -> out.append(' ');
      case KEEP -> {
        // the hyphen stays and nothing follows it
      }
    }
  }
}
