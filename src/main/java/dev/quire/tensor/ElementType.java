package dev.quire.tensor;

/** The element types that cross the border between the service and an engine. */
public enum ElementType {
  FLOAT32(4),
  FLOAT16(2),
  UINT8(1),
  INT32(4),
  INT64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /** Size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
