package dev.quire.train.pair.frame;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * One thing to say, with blanks such as {@code {place}}, or {@code {place2}} for a second one.
 *
 * @param lines sentences that say it, at least two, all with the same blanks
 * @param others sentences with some of the same blanks that say something else
 * @param interchangeable blanks that may change places with their seconds without changing the
 *     meaning
 */
public record Frame(List<String> lines, List<String> others, Set<String> interchangeable) {

  private static final Pattern BLANK = Pattern.compile("\\{(\\w+)}");

  /** A blank and its second, such as person and person2. */
  private static final String SECOND = "2";

  public Frame {
    lines = List.copyOf(lines);
    others = List.copyOf(others);
    interchangeable = Set.copyOf(interchangeable);
    if (lines.size() < 2) {
      throw new IllegalArgumentException("a frame needs two lines to compare, found " + lines);
    }
    Set<String> blanks = blanks(lines.get(0));
    for (String line : lines) {
      if (!blanks(line).equals(blanks)) {
        throw new IllegalArgumentException(
            "\"%s\" has the blanks %s, expected those of \"%s\": %s"
                .formatted(line, blanks(line), lines.get(0), blanks));
      }
    }
  }

  /** The names of a sentence's blanks, sorted. */
  public static Set<String> blanks(String line) {
    Set<String> blanks = new TreeSet<>();
    BLANK.matcher(line).results().forEach(m -> blanks.add(m.group(1)));
    return blanks;
  }

  /** The blanks of its lines. */
  public Set<String> blanks() {
    return blanks(lines.get(0));
  }

  /** The blanks that mean something else when they change places with their seconds. */
  public List<String> roles() {
    Set<String> blanks = blanks();
    return blanks.stream()
        .filter(b -> blanks.contains(b + SECOND) && !interchangeable.contains(b))
        .toList();
  }
}
