package dev.quire.engine.onnx;

/** How ONNX Runtime's arena on a CUDA device grows when a run needs more memory. */
public enum ArenaStrategy {
  /** By what is asked for, so that what a run takes can be measured. */
  SAME_AS_REQUESTED("kSameAsRequested"),

  /** By steps that double: fewer allocations, and up to twice the memory held. */
  NEXT_POWER_OF_TWO("kNextPowerOfTwo");

  private final String value;

  ArenaStrategy(String value) {
    this.value = value;
  }

  /** The value of ONNX Runtime's {@code arena_extend_strategy}. */
  String value() {
    return value;
  }
}
