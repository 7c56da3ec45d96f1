package dev.quire.engine;

/** The arithmetic a predictor computes in. */
public enum Precision {
  FP32,
  FP16
}
