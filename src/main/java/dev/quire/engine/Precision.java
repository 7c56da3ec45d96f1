package dev.quire.engine;

/** The arithmetic a predictor computes in. */
public enum Precision {
  FP32,
  FP16,

  /** Products and convolutions of bytes, all else in FP32. */
  INT8
}
