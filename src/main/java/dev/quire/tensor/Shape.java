package dev.quire.tensor;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The dimensions of a tensor, outermost first. In a {@link TensorSpec} a dimension may be {@link
 * #DYNAMIC}; the shape of a {@link Tensor} is always concrete.
 */
public record Shape(List<Long> dimensions) {

  /** A dimension that each run chooses anew, such as the batch size. */
  public static final long DYNAMIC = -1;

  public Shape {
    dimensions = List.copyOf(dimensions);
    for (long dimension : dimensions) {
      if (dimension < DYNAMIC) {
        throw new IllegalArgumentException("Negative dimension in " + dimensions);
      }
    }
  }

  public static Shape of(long... dimensions) {
    return new Shape(Arrays.stream(dimensions).boxed().toList());
  }

  public int rank() {
    return dimensions.size();
  }

  public long dimension(int axis) {
    return dimensions.get(axis);
  }

  public boolean isDynamic() {
    return dimensions.contains(DYNAMIC);
  }

  /**
   * Number of elements.
   *
   * @throws IllegalStateException if a dimension is dynamic
   * @throws ArithmeticException if the number does not fit a {@code long}
   */
  public long elements() {
    if (isDynamic()) {
      throw new IllegalStateException("The shape " + this + " is not concrete");
    }
    return dimensions.stream().reduce(1L, Math::multiplyExact);
  }

  /** Whether a tensor of the concrete shape {@code other} fits this possibly dynamic shape. */
  public boolean accepts(Shape other) {
    if (rank() != other.rank()) {
      return false;
    }
    for (int axis = 0; axis < rank(); axis++) {
      if (dimension(axis) != DYNAMIC && dimension(axis) != other.dimension(axis)) {
        return false;
      }
    }
    return true;
  }

  public long[] toArray() {
    return dimensions.stream().mapToLong(Long::longValue).toArray();
  }

  @Override
  public String toString() {
    return dimensions.stream()
        .map(dimension -> dimension == DYNAMIC ? "?" : dimension.toString())
        .collect(Collectors.joining("x", "[", "]"));
  }
}
