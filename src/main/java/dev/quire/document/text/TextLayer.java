package dev.quire.document.text;

import dev.quire.reading.ReadLine;
import java.util.List;
import java.util.Objects;

/**
 * What the text layer of a PDF page says. Immutable.
 *
 * @param width of the page as it is drawn, in pixels; every area refers to it
 * @param height of the page as it is drawn, in pixels
 * @param lines in the order in which the page paints them, with their words; each lies within the
 *     page. Characters that the document gives no Unicode for are U+FFFD
 * @param facts by which {@link LayerDecision} tells whether it can be trusted
 */
public record TextLayer(int width, int height, List<ReadLine> lines, LayerFacts facts) {

  /** Copies the lines. */
  public TextLayer {
    lines = List.copyOf(lines);
    Objects.requireNonNull(facts, "facts");
  }
}
