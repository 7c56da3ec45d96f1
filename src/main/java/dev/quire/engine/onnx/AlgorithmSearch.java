package dev.quire.engine.onnx;

/**
 * How cuDNN picks the algorithm of a convolution. Each input size that a session sees for the first
 * time is searched anew.
 */
public enum AlgorithmSearch {
  /** By cuDNN's rules of thumb: microseconds. */
  HEURISTIC,

  /** By trying all of them: seconds for each new size, and workspace memory for the trials. */
  EXHAUSTIVE,

  /** Always the same algorithm. */
  DEFAULT
}
