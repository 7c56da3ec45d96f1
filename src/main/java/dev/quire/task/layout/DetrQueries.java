package dev.quire.task.layout;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a DETR graph gave for the queries of all pages of a batch. See {@link DetrHead}.
 *
 * @param number queries of a page
 * @param logits [pages, queries, classes]
 * @param boxes [pages, queries, 4]: centre x, centre y, width, height in shares of the page
 */
record DetrQueries(int number, FloatBuffer logits, int classes, FloatBuffer boxes) {

  /** A query under one of its classes. */
  record Choice(int query, int classId, float score) {}

  /** As many of a page's choices as there are queries, those with the highest scores. */
  List<Choice> highest(int page) {
    int all = Math.multiplyExact(number, classes);
    long[] keys = new long[all];
    int found = 0;
    for (int i = 0; i < all; i++) {
      float score = sigmoid(logits.get(page * all + i));
      if (score >= 0) {
        // Bits of numbers that are not negative are in the numbers' order; the first of equals
        // wins.
        keys[found++] = (long) Float.floatToIntBits(score) << Integer.SIZE | (all - 1 - i);
      }
    }
    Arrays.sort(keys, 0, found);
    List<Choice> choices = new ArrayList<>(Math.min(found, number));
    for (int rank = 0; rank < number && rank < found; rank++) {
      long key = keys[found - 1 - rank];
      int i = all - 1 - (int) key;
      float score = Float.intBitsToFloat((int) (key >>> Integer.SIZE));
      choices.add(new Choice(i / classes, i % classes, score));
    }
    return choices;
  }

  /** Left, top, right and bottom in shares of the page. */
  float[] box(int page, int query) {
    int at = (page * number + query) * DetrHead.SIDES;
    float halfWidth = boxes.get(at + 2) / 2;
    float halfHeight = boxes.get(at + 3) / 2;
    return new float[] {
      boxes.get(at) - halfWidth,
      boxes.get(at + 1) - halfHeight,
      boxes.get(at) + halfWidth,
      boxes.get(at + 1) + halfHeight
    };
  }

  private static float sigmoid(float logit) {
    return (float) (1 / (1 + Math.exp(-logit)));
  }
}
