package dev.quire.train.pair.piece;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The pieces that words are made of; a piece's number is its place. Immutable. */
public final class Vocabulary {

  static final String PAD = "[PAD]";
  static final String UNKNOWN = "[UNK]";
  static final String START = "[CLS]";
  static final String END = "[SEP]";

  /** The special pieces, which come first. */
  static final List<String> SPECIAL = List.of(PAD, UNKNOWN, START, END, "[MASK]");

  /** Marks a piece that goes on with a word. */
  static final String INNER = "##";

  private final List<String> pieces;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * Numbers the pieces.
   *
   * @throws IllegalArgumentException if they do not start with the special ones or two are equal
   */
  public Vocabulary(List<String> pieces) {
    this.pieces = List.copyOf(pieces);
    int shown = Math.min(SPECIAL.size(), pieces.size());
    if (!pieces.subList(0, shown).equals(SPECIAL)) {
      throw new IllegalArgumentException(
          "the vocabulary starts with %s, expected %s"
              .formatted(pieces.subList(0, shown), SPECIAL));
    }
    for (String piece : pieces) {
      if (numbers.put(piece, numbers.size()) != null) {
        throw new IllegalArgumentException("the vocabulary has \"%s\" twice".formatted(piece));
      }
    }
  }

  /** Reads a file with a piece a line. */
  public static Vocabulary read(Path file) throws IOException {
    return new Vocabulary(Files.readAllLines(file));
  }

  /** Writes a file with a piece a line. */
  public void write(Path file) throws IOException {
    Files.writeString(file, String.join("\n", pieces) + "\n");
  }

  public int size() {
    return pieces.size();
  }

  public List<String> pieces() {
    return pieces;
  }

  /** The number of a piece, or -1 if there is no such piece. */
  int number(String piece) {
    return numbers.getOrDefault(piece, -1);
  }
}
