package dev.quire.task.ocr;

import dev.quire.image.CropGeometry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Parts the text of a line into words and finds their places. Words are runs of Chinese or Japanese
 * characters, runs of other letters and digits, and runs of whatever else is not a space; a full
 * stop between digits and a hyphen after a letter or digit belong to the run they stand in.
 *
 * <p>A recogniser says at which of its steps it saw a character, not how wide that is. Each is
 * taken to be as wide as characters of the line are apart on average, and words that would overlap
 * meet in the middle. Stateless and thread-safe.
 */
public final class Words {

  /**
   * The words of a line.
   *
   * @param geometry of the line as it was recognised
   * @return in the order of the text; none if the text has nothing but spaces
   */
  public List<Word> of(PlacedText line, CropGeometry geometry) {
    List<Run> runs = runs(line);
    List<Extent> extents = parted(extents(runs, line));
    List<Word> words = new ArrayList<>(runs.size());
    for (int i = 0; i < runs.size(); i++) {
      Extent extent = extents.get(i);
      words.add(new Word(runs.get(i).text(), geometry.quad(extent.from(), extent.to())));
    }
    return List.copyOf(words);
  }

  private static List<Run> runs(PlacedText line) {
    List<PlacedCharacter> characters = line.characters();
    List<Run> runs = new ArrayList<>();
    Optional<Script> before = Optional.empty();
    for (int i = 0; i < characters.size(); i++) {
      PlacedCharacter character = characters.get(i);
      Script own = Script.of(character.text());
      Script script = before.isPresent() && stays(characters, i, before.get()) ? before.get() : own;
      if (script == Script.SPACE) {
        before = Optional.empty();
      } else {
        if (before.isEmpty() || before.get() != script) {
          runs.add(new Run(new ArrayList<>()));
        }
        runs.get(runs.size() - 1).characters().add(character);
        before = Optional.of(script);
      }
    }
    return runs;
  }

  /** Whether a mark belongs to the letters or digits before it. */
  private static boolean stays(List<PlacedCharacter> characters, int at, Script before) {
    String mark = characters.get(at).text();
    return before == Script.LETTERS
        && (mark.equals("-")
            || mark.equals(".")
                && isDigit(characters.get(at - 1))
                && at + 1 < characters.size()
                && isDigit(characters.get(at + 1)));
  }

  private static boolean isDigit(PlacedCharacter character) {
    return character.text().codePoints().allMatch(Character::isDigit);
  }

  /** Shares of the line's width. */
  private static List<Extent> extents(List<Run> runs, PlacedText line) {
    double column = 1 / (line.columns() * line.filledShare());
    double half =
        runs.stream()
                .filter(Run::isLong)
                .mapToDouble(Run::pitch)
                .average()
                .orElse(1 / (column * Math.max(1, line.characters().size())))
            * column
            / 2;
    return runs.stream()
        .map(
            run ->
                new Extent(
                    inside((run.first() + 0.5) * column - half),
                    inside((run.last() + 0.5) * column + half)))
        .toList();
  }

  private static double inside(double x) {
    return Math.max(0, Math.min(x, 1));
  }

  private static List<Extent> parted(List<Extent> extents) {
    List<Extent> parted = new ArrayList<>(extents);
    for (int i = 1; i < parted.size(); i++) {
      Extent left = parted.get(i - 1);
      Extent right = parted.get(i);
      if (left.to() > right.from()) {
        double middle = (left.to() + right.from()) / 2;
        parted.set(i - 1, new Extent(Math.min(left.from(), middle), middle));
        parted.set(i, new Extent(middle, Math.max(right.to(), middle)));
      }
    }
    return parted;
  }

  /** Characters that make a word. */
  private record Run(List<PlacedCharacter> characters) {

    String text() {
      StringBuilder text = new StringBuilder();
      characters.forEach(character -> text.append(character.text()));
      return text.toString();
    }

    int first() {
      return characters.get(0).column();
    }

    int last() {
      return characters.get(characters.size() - 1).column();
    }

    boolean isLong() {
      return characters.size() > 1;
    }

    /** Columns from one character to the next, on average. */
    double pitch() {
      return (double) (last() - first()) / (characters.size() - 1);
    }
  }

  /** From where to where a word goes. */
  private record Extent(double from, double to) {}
}
