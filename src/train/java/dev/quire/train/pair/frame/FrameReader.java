package dev.quire.train.pair.frame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads frames. An empty line parts them; {@code =} starts a sentence that says the thing, {@code
 * ~} one that says something else, {@code &} the name of a blank that may change places with its
 * second.
 */
final class FrameReader {

  private FrameReader() {}

  static List<Frame> read(String text) {
    return Arrays.stream(text.split("\n\n")).map(FrameReader::frame).toList();
  }

  private static Frame frame(String block) {
    List<String> lines = new ArrayList<>();
    List<String> others = new ArrayList<>();
    Set<String> interchangeable = new HashSet<>();
    for (String line : block.strip().lines().toList()) {
      String rest = line.substring(1).strip();
      switch (line.charAt(0)) {
        case '=' -> lines.add(rest);
        case '~' -> others.add(rest);
        case '&' -> interchangeable.add(rest);
        default ->
            throw new IllegalArgumentException(
                "a line starts with '%s', expected =, ~ or &: %s".formatted(line.charAt(0), line));
      }
    }
    return new Frame(lines, others, interchangeable);
  }
}
