package dev.quire.train.pair;

import java.util.Arrays;
import java.util.List;

/** How the second sentence of a pair came from the first. */
public enum Edit {
  /** The same, said with another construction: active and passive, another order, another verb. */
  REWORDED(Grade.SAME),
  /** A word changed for one of the same meaning. */
  SYNONYM(Grade.SAME),
  /** A word changed for one of the same meaning that training never shows; measured only. */
  NEW_SYNONYM(Grade.SAME),
  /** The same number, date, sum or name, written otherwise. */
  FORMAT(Grade.SAME),
  /** A slip of the fingers in one word. */
  TYPO(Grade.SAME),
  /** A greeting, a please or thanks more. */
  POLITENESS(Grade.SAME),
  /** Other punctuation. */
  PUNCTUATION(Grade.SAME),
  /** Another number, sum, share or identifier. */
  NUMBER(Grade.NEAR),
  /** Another date, weekday or time. */
  DATE(Grade.NEAR),
  /** Another person, company, place or thing. */
  ENTITY(Grade.NEAR),
  /** Denied, or no longer denied. */
  NEGATION(Grade.NEAR),
  /** A word changed for its opposite. */
  ANTONYM(Grade.NEAR),
  /** Who does it and to whom it is done change places. */
  ROLES(Grade.NEAR),
  /** Something else about the same people and things. */
  TOPIC(Grade.NEAR),
  /** A sentence about something else. */
  UNRELATED(Grade.FAR);

  /** How alike the two sentences are. */
  public enum Grade {
    /** They say different things about different things. */
    FAR(0),
    /** They are about the same, but one may be true without the other. */
    NEAR(0.5),
    /** They say the same. */
    SAME(1);

    private final double value;

    Grade(double value) {
      this.value = value;
    }

    /** From 0 to 1; only the order means something. */
    public double value() {
      return value;
    }
  }

  private final Grade grade;

  Edit(Grade grade) {
    this.grade = grade;
  }

  public Grade grade() {
    return grade;
  }

  /** The edits of a grade, in their order. */
  public static List<Edit> of(Grade grade) {
    return Arrays.stream(values()).filter(e -> e.grade == grade).toList();
  }
}
