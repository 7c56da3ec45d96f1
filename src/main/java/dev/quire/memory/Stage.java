package dev.quire.memory;

/**
 * What the bytes of a request are, in the order in which it needs them. Each stage may fill the
 * budget up to a ceiling of its own, and later stages have higher ones: so requests that begin
 * cannot take the room that those under way need to end, and no two requests wait for each other.
 */
public enum Stage {
  /** A body, on its way or received and not yet let go. */
  BODY(0.6),
  /** Pages drawn or decoded, and what drawing or decoding them takes. */
  PIXELS(0.8),
  /** Tensors that wait for a batch or are in one. */
  TENSORS(0.9),
  /** Pictures within answers, and answers that wait to be sent. */
  ANSWER(1);

  private final double share;

  Stage(double share) {
    this.share = share;
  }

  /** The share of a budget up to which this stage may fill it, above 0 and at most 1. */
  public double share() {
    return share;
  }
}
