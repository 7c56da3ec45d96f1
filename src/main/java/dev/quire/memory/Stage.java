package dev.quire.memory;

/**
 * What the bytes of a request are, in the order in which it needs them. Each stage has a part of
 * the budget for itself, and the parts add up to the whole: so a request that needs bytes of one
 * stage never waits for those that hold another, and what has come in cannot take the room that
 * what is under way needs to end.
 */
public enum Stage {
  /** A body, on its way or received and not yet let go. */
  BODY(0.25),
  /** Pages drawn or decoded, and what drawing or decoding them takes. */
  PIXELS(0.2),
  /** Tensors that wait for a batch or are in one. */
  TENSORS(0.15),
  /** What reading a text or a form, or painting a picture, takes besides until it is done. */
  WORK(0.2),
  /** Pictures within answers, until they are sent. */
  ANSWER(0.2);

  private final double share;

  Stage(double share) {
    this.share = share;
  }

  /** The part of a budget that this stage has, above 0 and at most 1. */
  public double share() {
    return share;
  }
}
