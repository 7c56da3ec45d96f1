package dev.quire.document.text;

import dev.quire.reading.Area;
import java.util.List;

/**
 * Counts and measures of a text layer. Characters are those that leave ink and lie on the page,
 * each counted once.
 *
 * @param characters how many there are, the following ones included
 * @param unmapped those that the document gives no usable Unicode for
 * @param privateUse those that it puts into an area for private use, where each font has its own
 * @param invisible those that nobody sees: not painted, or a picture lies over them
 * @param pictureShare what part of the page pictures cover, 0 to 1
 * @param pictures where the larger ones lie
 * @param tooMuch whether there are more than are read; then there are no lines
 */
public record LayerFacts(
    int characters,
    int unmapped,
    int privateUse,
    int invisible,
    double pictureShare,
    List<Area> pictures,
    boolean tooMuch) {

  /** Copies the areas. */
  public LayerFacts {
    pictures = List.copyOf(pictures);
  }
}
