package dev.quire.train.pair.eval;

/**
 * A pair's score.
 *
 * @param score the higher, the more alike
 * @param grade how alike the sentences are, from 0 to 1; 1 is the same
 */
record Scored(double score, double grade) {

  boolean same() {
    return grade == 1;
  }
}
