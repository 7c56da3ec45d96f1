package dev.quire.memory;

/**
 * All the memory that requests may hold.
 *
 * @param heap bodies, drawn pages, tensors and answers
 * @param offHeap images while they are decoded, which native code does
 */
public record RequestMemory(ByteBudget heap, ByteBudget offHeap) {

  /** Memory that nothing exhausts, for programs that serve nobody. */
  public static RequestMemory unlimited() {
    return new RequestMemory(ByteBudget.unlimited(), ByteBudget.unlimited());
  }
}
