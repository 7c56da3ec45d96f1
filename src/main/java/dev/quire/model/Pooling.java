package dev.quire.model;

/** How a sentence's embedding comes of those of its tokens. */
public enum Pooling {

  /** The mean over the tokens that are not padding, special ones included. */
  MEAN,

  /** The first token's, {@code [CLS]}. */
  CLS
}
