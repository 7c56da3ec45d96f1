package dev.quire.train.pair;

/** Which part of the words and statements a source of sentences may use. The two share none. */
public enum Split {
  TRAIN,
  HELD_OUT;

  /** One word in so many is held out. */
  private static final int SHARE = 5;

  /**
   * Whether a name or noun belongs to this part. Depends on the word alone.
   *
   * @param word as the sentence has it
   */
  public boolean has(String word) {
    boolean heldOut = Math.floorMod(word.hashCode() * 0x9E3779B1 >>> 7, SHARE) == 0;
    return heldOut == (this == HELD_OUT);
  }
}
