package dev.quire.train.loss;

import dev.quire.train.page.Label;

/**
 * How much more the rare labels, and those easily taken for running text, count in the loss. The
 * values follow what the first model confused: half of its headings and footnotes were text to it.
 */
final class Emphasis {

  private Emphasis() {}

  /** The factor for a label's ordinal. */
  static double of(int label) {
    return switch (Label.values()[label]) {
      case ALGORITHM -> 3;
      case ABSTRACT, DISPLAY_FORMULA, FOOTNOTE, PARAGRAPH_TITLE, SEAL -> 2;
      case CHART, FIGURE_TITLE, NUMBER -> 1.5;
      default -> 1;
    };
  }
}
