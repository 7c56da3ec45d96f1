package dev.quire.train.pair.eval;

/** Says how alike two sentences are. */
@FunctionalInterface
interface Scorer {

  /** The higher, the more alike. */
  double score(String left, String right);
}
