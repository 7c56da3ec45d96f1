package dev.quire.document.text;

import dev.quire.reading.Area;
import java.util.List;
import java.util.Objects;

/**
 * Whether a text layer can be trusted to say what its page shows.
 *
 * @param trustworthy whether it can
 * @param reason why it cannot, one of this class's words; empty where it can
 */
public record LayerDecision(boolean trustworthy, String reason) {

  /** The page has no characters, as far as the document tells. */
  public static final String NO_TEXT_LAYER = "no-text-layer";

  /** Most of it is what an OCR program has put invisibly behind or over a scan. */
  public static final String INVISIBLE_OVER_SCAN = "invisible-over-scan";

  /** The document does not say what its characters are in Unicode. */
  public static final String UNMAPPED_CHARACTERS = "unmapped-characters";

  /** It says so in code points that mean something to its own fonts alone. */
  public static final String PRIVATE_USE_CHARACTERS = "private-use-characters";

  /** The page shows much more text than the layer has. */
  public static final String COVERS_TOO_LITTLE = "covers-too-little";

  /** There is more than is read of a page. */
  public static final String TOO_MUCH_TEXT = "too-much-text";

  /**
   * Of all characters. A scan's layer is invisible as a whole; a printed page has some invisible
   * text where a figure was scanned.
   */
  static final double MOST_INVISIBLE = 0.3;

  /** Of the page. Invisible text on less is no scan's. */
  static final double LEAST_SCANNED = 0.2;

  /** Of all characters. Formulas have some without Unicode; more makes words unreadable. */
  static final double MOST_UNMAPPED = 0.05;

  /** Of all characters. Lists have a bullet from a symbol font to a line, one in ten at most. */
  static final double MOST_PRIVATE = 0.1;

  /**
   * Of the ink that looks like text. Labels in drawn figures, logos and signs are often outlines;
   * they rarely make up a quarter.
   */
  static final double MOST_MISSING = 0.25;

  private static final LayerDecision TRUSTED = new LayerDecision(true, "");

  /** Checks that there is a reason or none is needed. */
  public LayerDecision {
    Objects.requireNonNull(reason, "reason");
    if (trustworthy != reason.isEmpty()) {
      throw new IllegalArgumentException("a layer is not trusted for a reason: " + reason);
    }
  }

  /** By the layer alone, where the page is not drawn: it may cover too little. */
  public static LayerDecision of(TextLayer layer) {
    LayerFacts facts = layer.facts();
    if (facts.tooMuch()) {
      return not(TOO_MUCH_TEXT);
    }
    if (facts.characters() == 0) {
      return not(NO_TEXT_LAYER);
    }
    double all = facts.characters();
    if (facts.invisible() / all > MOST_INVISIBLE && facts.pictureShare() >= LEAST_SCANNED) {
      return not(INVISIBLE_OVER_SCAN);
    }
    if (facts.unmapped() / all > MOST_UNMAPPED) {
      return not(UNMAPPED_CHARACTERS);
    }
    if (facts.privateUse() / all > MOST_PRIVATE) {
      return not(PRIVATE_USE_CHARACTERS);
    }
    return TRUSTED;
  }

  /**
   * By the layer and the page.
   *
   * @param ink of the page, as large as the layer says
   * @param figures places that need no text, as far as they are known; pictures that do not fill
   *     the page count as such in any case
   */
  public static LayerDecision of(TextLayer layer, InkPlane ink, List<Area> figures) {
    LayerDecision first = of(layer);
    return first.trustworthy() && InkCheck.missing(layer, ink, figures) > MOST_MISSING
        ? not(COVERS_TOO_LITTLE)
        : first;
  }

  private static LayerDecision not(String reason) {
    return new LayerDecision(false, reason);
  }
}
