package dev.quire.task.similarity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How long rows are: what is cut off, and what is filled up. */
class LengthsTest {

  /** Of all lengths and budgets, against taking off one token after the other. */
  @Test
  void cutsTheLongerTextOneByOne() {
    for (int first = 0; first < 25; first++) {
      for (int second = 0; second < 25; second++) {
        for (int places = 0; places < 30; places++) {
          int a = first;
          int b = second;
          while (a + b > places) {
            if (a > b) {
              a--;
            } else {
              b--;
            }
          }
          assertEquals(new LongestFirst(a, b), LongestFirst.of(first, second, places));
        }
      }
    }
  }

  @Test
  void endsWithTheLongestRow() {
    assertEquals(List.of(8, 16, 24, 32, 48, 64, 96, 128), LengthBuckets.upTo(128).rungs());
    assertEquals(List.of(8, 16, 24, 32, 48, 64, 96, 100), LengthBuckets.upTo(100).rungs());
    assertEquals(12, LengthBuckets.upTo(512).rungs().size());
    assertEquals(List.of(8), LengthBuckets.upTo(8).rungs());
    assertEquals(List.of(77), LengthBuckets.fixed(77).rungs());
  }

  @Test
  void roundsUp() {
    LengthBuckets ladder = LengthBuckets.upTo(128);
    assertEquals(8, ladder.rung(1));
    assertEquals(8, ladder.rung(8));
    assertEquals(16, ladder.rung(9));
    assertEquals(128, ladder.rung(97));
    IllegalArgumentException tooLong =
        assertThrows(IllegalArgumentException.class, () -> ladder.rung(129));
    assertEquals("A row of 129 tokens; expected at most 128", tooLong.getMessage());
    assertThrows(IllegalArgumentException.class, () -> new LengthBuckets(List.of(16, 8)));
    assertThrows(IllegalArgumentException.class, () -> new LengthBuckets(List.of()));
  }

  /**
   * What the ladder's Javadoc promises, and what was weighed: the share of padding among all tokens
   * where each length from 8 to 256 is as likely.
   */
  @Test
  void padsLittleWithFewBuckets() {
    double powers = waste(new LengthBuckets(List.of(8, 16, 32, 64, 128, 256, 512)));
    double chosen = waste(LengthBuckets.upTo(512));
    double fine = waste(everyEighth());
    System.out.printf(
        "padding of lengths 8-256: powers of two %.1f %% in 6 buckets, chosen %.1f %% in 10,"
            + " every eighth %.1f %% in 32%n",
        100 * powers, 100 * chosen, 100 * fine);

    assertEquals(0.25, powers, 0.01);
    assertEquals(0.14, chosen, 0.01);
    assertEquals(0.026, fine, 0.003);
  }

  private static LengthBuckets everyEighth() {
    return new LengthBuckets(IntStream.rangeClosed(1, 64).mapToObj(i -> 8 * i).toList());
  }

  private static double waste(LengthBuckets ladder) {
    double tokens = 0;
    double padded = 0;
    for (int length = 8; length <= 256; length++) {
      tokens += length;
      padded += ladder.rung(length);
    }
    return 1 - tokens / padded;
  }
}
