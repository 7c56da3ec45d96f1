package dev.quire.task.ocr;

import dev.quire.image.LineImage;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Puts back the spaces that a recogniser dropped, where the ink says so: where a stretch without
 * ink is clearly wider than those between the line's letters. Beside Chinese or Japanese characters
 * and full-width marks there is never a space; before closing marks, after opening ones, within
 * numbers and addresses the stretch has to be wider still, as a 1 or a full stop has much room
 * around it. Stateless and thread-safe.
 */
public final class Spaces {

  /** A character's true place lies within as many columns of the one where it was recognised. */
  private static final int COLUMNS_ASTRAY = 1;

  private static final String OPENING = "([{<$€£#@/-";
  private static final String CLOSING = ".,:;!?)]}>%°'’\"”/-";

  /**
   * The line with its spaces.
   *
   * @param line the image as it was recognised, turned if it was
   * @return {@code text} itself if there is nothing to put back; a space's column is between its
   *     neighbours' or that of the left one
   */
  public PlacedText restored(LineImage line, PlacedText text) {
    BitSet before = before(line, text);
    if (before.isEmpty()) {
      return text;
    }
    List<PlacedCharacter> characters = new ArrayList<>();
    for (int i = 0; i < text.characters().size(); i++) {
      if (before.get(i)) {
        int left = text.characters().get(i - 1).column();
        int right = text.characters().get(i).column();
        characters.add(new PlacedCharacter(" ", (left + right) / 2));
      }
      characters.add(text.characters().get(i));
    }
    return new PlacedText(characters, text.columns(), text.filledShare());
  }

  /** Before which characters a space is missing. */
  private static BitSet before(LineImage line, PlacedText text) {
    BitSet before = new BitSet();
    if (text.characters().size() < 2) {
      return before;
    }
    InkProfile profile = InkProfile.of(line);
    GapWidths widths = GapWidths.of(profile);
    double pixelsPerColumn = line.width() / (text.columns() * text.filledShare());
    for (InkProfile.Gap gap : profile.gaps()) {
      if (gap.width() >= widths.usual()) {
        int at = after(text.characters(), gap.centre() / pixelsPerColumn - 0.5);
        double least = least(text.characters(), at, widths);
        if (gap.width() >= least) {
          before.set(at);
        }
      }
    }
    return before;
  }

  /**
   * Which character stands after a gap: of the few whose column is near, one that is far from its
   * left neighbour rather than one that is close.
   *
   * @param column of the gap's middle
   * @return 1 or more
   */
  private static int after(List<PlacedCharacter> characters, double column) {
    int next = 0;
    while (next < characters.size() && characters.get(next).column() <= column) {
      next++;
    }
    int best = 1;
    double nearest = Double.POSITIVE_INFINITY;
    int last = Math.min(characters.size() - 1, next + COLUMNS_ASTRAY);
    for (int i = Math.max(1, next - COLUMNS_ASTRAY); i <= last; i++) {
      int left = characters.get(i - 1).column();
      int right = characters.get(i).column();
      double distance = Math.abs(column - (left + right) / 2.0) - (right - left) / 2.0;
      if (distance < nearest) {
        nearest = distance;
        best = i;
      }
    }
    return best;
  }

  /** How wide a gap has to be there; infinite if there is no space between the two, or one. */
  private static double least(List<PlacedCharacter> characters, int at, GapWidths widths) {
    String left = characters.get(at - 1).text();
    String right = characters.get(at).text();
    Script leftScript = Script.of(left);
    Script rightScript = Script.of(right);
    if (leftScript.isCjk()
        || rightScript.isCjk()
        || leftScript == Script.SPACE
        || rightScript == Script.SPACE) {
      return Double.POSITIVE_INFINITY;
    }
    boolean close =
        OPENING.contains(left)
            || CLOSING.contains(right)
            || left.equals(".") && Character.isLowerCase(right.codePointAt(0))
            || isNumeric(left, leftScript) && isNumeric(right, rightScript);
    return close ? widths.certain() : widths.usual();
  }

  private static boolean isNumeric(String character, Script script) {
    return script == Script.MARKS || Character.isDigit(character.codePointAt(0));
  }
}
