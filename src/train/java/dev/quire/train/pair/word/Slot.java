package dev.quire.train.pair.word;

import dev.quire.train.pair.Edit;
import java.util.Locale;

/** What a blank in a statement stands for. */
public enum Slot {
  PERSON(Edit.ENTITY),
  COMPANY(Edit.ENTITY),
  PLACE(Edit.ENTITY),
  COUNTRY(Edit.ENTITY),
  LANGUAGE(Edit.ENTITY),
  /** Things by the piece, plural. */
  GOODS(Edit.ENTITY),
  /** One thing. */
  THING(Edit.ENTITY),
  COUNT(Edit.NUMBER),
  AMOUNT(Edit.NUMBER),
  PERCENT(Edit.NUMBER),
  DEGREES(Edit.NUMBER),
  /** A span of time. */
  PERIOD(Edit.NUMBER),
  /** An identifier of letters and digits. */
  CODE(Edit.NUMBER),
  DATE(Edit.DATE),
  TIME(Edit.DATE),
  WEEKDAY(Edit.DATE);

  private final Edit change;

  Slot(Edit change) {
    this.change = change;
  }

  /** What it is to put another value there. */
  public Edit change() {
    return change;
  }

  /**
   * The slot of a blank.
   *
   * @param blank the slot's name in lower case; a second one of a statement ends in 2
   * @throws IllegalArgumentException if no slot is called so
   */
  public static Slot of(String blank) {
    return valueOf(blank.replaceFirst("2$", "").toUpperCase(Locale.ROOT));
  }
}
