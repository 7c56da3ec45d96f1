package dev.quire.task.similarity;

import java.util.Arrays;
import java.util.Objects;

/**
 * A row ready to join a batch: one sentence or two, with the special tokens around them.
 *
 * @param ids the tokens' ids, at least one; handed over, not copied
 * @param split where the second sentence starts, whose tokens are of type 1, those before of type
 *     0; the length where there is none
 * @param truncation what was left out
 */
public record PreparedText(int[] ids, int split, Truncation truncation) {

  public PreparedText {
    Objects.requireNonNull(truncation, "truncation");
    if (ids.length == 0) {
      throw new IllegalArgumentException("A row has at least one token");
    }
    if (split < 1 || split > ids.length) {
      throw new IllegalArgumentException(
          "The second sentence of %d tokens starts at 1 to %d, not %d"
              .formatted(ids.length, ids.length, split));
    }
  }

  /** Number of tokens, special ones included. */
  public int length() {
    return ids.length;
  }

  /** Bytes this row holds while it waits in a queue. */
  public int sizeInBytes() {
    return ids.length * Integer.BYTES;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PreparedText text
        && Arrays.equals(ids, text.ids)
        && split == text.split
        && truncation.equals(text.truncation);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(ids) + split;
  }

  @Override
  public String toString() {
    return "PreparedText[%d tokens, split %d, %s]".formatted(ids.length, split, truncation);
  }
}
