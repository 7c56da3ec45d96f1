package dev.quire.precision;

/** How the rows of a batch are brought to one length. */
public enum Padding {
  /** Rows as they come, each padded to the longest that the model takes. */
  FULL,
  /** Rows of one bucket of lengths, padded to its end. */
  BUCKETS
}
