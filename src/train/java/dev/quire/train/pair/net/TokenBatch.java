package dev.quire.train.pair.net;

import java.util.List;

/**
 * Sentences of one run, padded to the longest.
 *
 * @param ids [rows, length] flattened, zero where padded
 * @param mask [rows, length] flattened, one where a piece is
 */
public record TokenBatch(long[] ids, long[] mask, int rows, int length) {

  /** Pads sentences, given by the numbers of their pieces. */
  public static TokenBatch of(List<int[]> sentences) {
    return of(sentences, sentences.stream().mapToInt(s -> s.length).max().orElse(0));
  }

  /**
   * Pads sentences to a length.
   *
   * @param length that of the longest or more
   */
  public static TokenBatch of(List<int[]> sentences, int length) {
    long[] ids = new long[sentences.size() * length];
    long[] mask = new long[ids.length];
    for (int row = 0; row < sentences.size(); row++) {
      int[] sentence = sentences.get(row);
      for (int i = 0; i < sentence.length; i++) {
        ids[row * length + i] = sentence[i];
        mask[row * length + i] = 1;
      }
    }
    return new TokenBatch(ids, mask, sentences.size(), length);
  }
}
