package dev.quire.train.page.layout;

import dev.quire.train.page.Dice;

/** The kinds of pages, how often each is drawn, and what fills its columns. */
public enum PageKind {
  PAPER(15, new Mix(10, 4, 1, 0.9, 1.6, 2.2, 0.6, 0.1, 0.3, 0)),
  BOOK(9, new Mix(10, 3, 0.8, 0.3, 0.7, 0.3, 0.1, 0.2, 0, 0)),
  OFFICE(8, new Mix(8, 5, 3, 1.2, 0.9, 0.1, 0.1, 0.4, 0, 0)),
  FINANCIAL(9, new Mix(6, 4, 1, 4.5, 0.5, 0, 0, 0.2, 0, 0)),
  LAW(8, new Mix(5, 3.5, 7, 0.3, 0, 0, 0, 0, 0, 0)),
  MANUAL(8, new Mix(5, 5, 4, 1.2, 2.2, 0, 2, 1.4, 0, 0)),
  MAGAZINE(6, new Mix(12, 3, 0.3, 0.2, 1.5, 0, 0, 0.5, 0, 0)),
  NEWSPAPER(5, new Mix(12, 3, 0.1, 0.1, 0.8, 0, 0, 0.2, 0, 0)),
  FORM(7, Mix.NONE),
  LETTER(4, Mix.NONE),
  SLIDE(5, new Mix(1.5, 1.5, 6, 0.8, 2, 0.3, 0.4, 0.3, 0, 0)),
  CONTENTS(10, new Mix(1, 0.3, 0, 0, 0, 0, 0, 0, 0, 10)),
  REFERENCES(9, new Mix(1.2, 0.5, 0, 0.1, 0.15, 0, 0, 0, 20, 0)),
  PATENT(4, new Mix(12, 1.5, 1, 0.2, 0.8, 0.4, 0, 0, 0, 0)),
  TEXTBOOK(6, new Mix(6, 4, 3.5, 0.6, 1.2, 4, 0.4, 0.8, 0, 0)),
  GLOSSARY(3, new Mix(10, 1.5, 4, 0, 0.2, 0, 0, 0, 0, 0)),
  TABLE_PAGE(5, new Mix(0.7, 1.5, 0.2, 10, 0, 0, 0, 0, 0, 0)),
  PICTURE_PAGE(4, new Mix(1, 0.5, 0.2, 0.3, 10, 0, 0, 0.1, 0, 0)),
  CODE_PAGE(4, new Mix(4, 3, 1, 0.2, 0.3, 0, 6, 0.4, 0, 0)),
  COVER(3, Mix.NONE),
  NOTICE(4, Mix.NONE);

  /** How often each kind of block comes in a column, as weights. */
  public record Mix(
      double paragraph,
      double heading,
      double list,
      double table,
      double figure,
      double formula,
      double code,
      double note,
      double reference,
      double contents) {

    static final Mix NONE = new Mix(5, 1, 1, 1, 0, 0, 0, 0, 0, 0);

    double[] weights() {
      return new double[] {
        paragraph, heading, list, table, figure, formula, code, note, reference, contents
      };
    }
  }

  private final double weight;
  private final Mix mix;

  PageKind(double weight, Mix mix) {
    this.weight = weight;
    this.mix = mix;
  }

  public Mix mix() {
    return mix;
  }

  /** Draws a kind by weight. */
  public static PageKind draw(Dice dice) {
    PageKind[] kinds = values();
    double[] weights = new double[kinds.length];
    for (int i = 0; i < kinds.length; i++) {
      weights[i] = kinds[i].weight;
    }
    return kinds[dice.weighted(weights)];
  }
}
