package dev.quire.reading.order;

import dev.quire.reading.ReadLine;
import dev.quire.reading.WritingMode;
import java.util.Collection;

/** Recognises which way lines are written, by their characters and shapes. */
final class Scripts {

  /** A line without a known mode is vertical if it is this much higher than wide. */
  private static final double TALL = 1.8;

  private Scripts() {}

  /**
   * How most of the characters are written.
   *
   * @param otherwise where no line has a character to tell by
   */
  static WritingMode of(Collection<ReadLine> lines, WritingMode otherwise) {
    long vertical = 0;
    long rightToLeft = 0;
    long all = 0;
    for (ReadLine line : lines) {
      long cjk = line.text().codePoints().filter(Scripts::cjk).count();
      long letters = line.text().codePoints().filter(Character::isLetter).count();
      all += letters;
      if (2 * cjk > letters && standing(line)) {
        vertical += letters;
      } else {
        rightToLeft += line.text().codePoints().filter(Scripts::rightToLeft).count();
      }
    }
    if (all == 0) {
      return otherwise;
    }
    if (2 * vertical > all) {
      return WritingMode.VERTICAL;
    }
    return 2 * rightToLeft > all ? WritingMode.RIGHT_TO_LEFT : WritingMode.LEFT_TO_RIGHT;
  }

  private static boolean standing(ReadLine line) {
    return line.mode() == WritingMode.VERTICAL
        || line.text().codePointCount(0, line.text().length()) > 1
            && line.area().height() > TALL * line.area().width();
  }

  private static boolean cjk(int character) {
    if (Character.isIdeographic(character)) {
      return true;
    }
    return switch (Character.UnicodeScript.of(character)) {
      case HIRAGANA, KATAKANA, BOPOMOFO, HANGUL -> true;
      default -> false;
    };
  }

  private static boolean rightToLeft(int character) {
    byte direction = Character.getDirectionality(character);
    return Character.isLetter(character)
        && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
            || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
  }
}
