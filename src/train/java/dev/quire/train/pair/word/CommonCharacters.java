package dev.quire.train.pair.word;

import dev.quire.train.page.Dice;
import java.nio.charset.Charset;

/** The 3,755 common Chinese characters: level one of the standard GB 2312, rows 16 to 55. */
public final class CommonCharacters {

  private static final Charset GB_2312 = Charset.forName("GB2312");
  private static final int FIRST_ROW = 16;
  private static final int LAST_ROW = 55;
  private static final int COLUMNS = 94;

  /** The last row ends early. */
  private static final int COUNT = (LAST_ROW - FIRST_ROW + 1) * COLUMNS - 5;

  private static final int OFFSET = 0xA0;

  private CommonCharacters() {}

  /** All of them, in the standard's order. */
  public static String all() {
    byte[] bytes = new byte[2 * COUNT];
    for (int i = 0; i < COUNT; i++) {
      bytes[2 * i] = (byte) (OFFSET + FIRST_ROW + i / COLUMNS);
      bytes[2 * i + 1] = (byte) (OFFSET + 1 + i % COLUMNS);
    }
    return new String(bytes, GB_2312);
  }

  /** One of them, all equally likely. */
  static char pick(Dice dice) {
    int at = dice.whole(0, COUNT - 1);
    byte[] bytes = {(byte) (OFFSET + FIRST_ROW + at / COLUMNS), (byte) (OFFSET + 1 + at % COLUMNS)};
    return new String(bytes, GB_2312).charAt(0);
  }
}
