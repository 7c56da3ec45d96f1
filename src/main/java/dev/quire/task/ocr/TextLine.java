package dev.quire.task.ocr;

import dev.quire.image.PageTurn;
import dev.quire.image.Quad;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A line of text of a page.
 *
 * @param quad where it stands, in pixels of the page that was sent; its first corner is where the
 *     text begins, so that of a line that stands upside down is the lower right one
 * @param boxScore how surely it is a line, 0 to 1
 * @param turned whether it stands upside down, on the page as that was read; empty where that was
 *     not asked for
 * @param text what it says; empty if nothing could be read
 * @param score how surely it says so, 0 to 1
 * @param words its words with their places, where they were asked for
 * @param failure why it could not be read, if the model failed on it
 */
public record TextLine(
    Quad quad,
    double boxScore,
    Optional<Boolean> turned,
    String text,
    double score,
    List<Word> words,
    Optional<Throwable> failure) {

  public TextLine {
    words = List.copyOf(words);
  }

  /** A line of a page that was turned upright, in pixels of the page that was sent. */
  public TextLine sent(PageTurn turn) {
    return placed(turn::sent);
  }

  /** A line of the page that was sent, in pixels of the page turned upright. */
  public TextLine upright(PageTurn turn) {
    return placed(turn::upright);
  }

  private TextLine placed(UnaryOperator<Quad> place) {
    return new TextLine(
        place.apply(quad),
        boxScore,
        turned,
        text,
        score,
        words.stream().map(word -> new Word(word.text(), place.apply(word.quad()))).toList(),
        failure);
  }
}
