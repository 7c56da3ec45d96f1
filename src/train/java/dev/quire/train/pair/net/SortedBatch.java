package dev.quire.train.pair.net;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Sentences of a step in parts of similar length, so that little of them is padding.
 *
 * @param parts the parts, the shortest sentences first
 * @param order the number of the sentence in each row of the parts, taken together
 */
public record SortedBatch(List<TokenBatch> parts, int[] order) {

  /** Sorts sentences and cuts them into parts of equal size, if their number allows. */
  public static SortedBatch of(List<int[]> sentences, int parts) {
    int[] order =
        IntStream.range(0, sentences.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> sentences.get(i).length))
            .mapToInt(Integer::intValue)
            .toArray();
    int size = (order.length + parts - 1) / parts;
    List<TokenBatch> cut =
        IntStream.iterate(0, from -> from < order.length, from -> from + size)
            .mapToObj(
                from ->
                    TokenBatch.of(
                        IntStream.range(from, Math.min(from + size, order.length))
                            .mapToObj(row -> sentences.get(order[row]))
                            .toList()))
            .toList();
    return new SortedBatch(cut, order);
  }

  /** Puts the parts' rows into the order that the sentences had. */
  float[] restored(float[] rows) {
    int width = rows.length / order.length;
    float[] restored = new float[rows.length];
    for (int row = 0; row < order.length; row++) {
      System.arraycopy(rows, row * width, restored, order[row] * width, width);
    }
    return restored;
  }

  /** Puts rows in the order that the sentences had into that of the parts. */
  float[] sorted(float[] rows) {
    int width = rows.length / order.length;
    float[] sorted = new float[rows.length];
    for (int row = 0; row < order.length; row++) {
      System.arraycopy(rows, order[row] * width, sorted, row * width, width);
    }
    return sorted;
  }
}
