package dev.quire.task.similarity;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The lengths that rows are padded to, which are the buckets of the task. Two steps an octave: of
 * rows of 8 to 256 tokens, each length as likely, a seventh of what is computed is padding, where
 * powers of two would make it a quarter; and there are few enough steps for each to be warmed up
 * and to fill its batches, where one every eighth token would be 32 for a fortieth. All are
 * multiples of 8, as tensor cores like them, but for the longest row where it is none.
 *
 * @param rungs ascending; no row is longer than the last
 */
record LengthBuckets(List<Integer> rungs) {

  private static final List<Integer> ALL =
      List.of(8, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512);

  LengthBuckets {
    rungs = List.copyOf(rungs);
    if (rungs.isEmpty() || !rungs.stream().sorted().distinct().toList().equals(rungs)) {
      throw new IllegalArgumentException("The lengths must ascend, not " + rungs);
    }
  }

  /**
   * For rows of up to a length, which is the last step whatever it is.
   *
   * @param longest at least 1
   */
  static LengthBuckets upTo(int longest) {
    return new LengthBuckets(
        IntStream.concat(
                ALL.stream().mapToInt(Integer::intValue).filter(rung -> rung < longest),
                IntStream.of(longest))
            .boxed()
            .toList());
  }

  /** For a graph that takes one length alone. */
  static LengthBuckets fixed(int length) {
    return new LengthBuckets(List.of(length));
  }

  /**
   * What a row is padded to.
   *
   * @throws IllegalArgumentException if it is longer than any may be
   */
  int rung(int length) {
    return rungs.stream()
        .filter(rung -> rung >= length)
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A row of %d tokens; expected at most %d"
                        .formatted(length, rungs.get(rungs.size() - 1))));
  }
}
