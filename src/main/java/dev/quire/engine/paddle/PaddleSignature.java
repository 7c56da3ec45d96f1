package dev.quire.engine.paddle;

import dev.quire.model.paddle.PaddleProgram;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a program takes and gives. Immutable.
 *
 * @param inputs in the order in which it is fed
 * @param fetched what it hands out, in order
 */
public record PaddleSignature(List<TensorSpec> inputs, List<TensorSpec> fetched) {

  /** Class, score and the box's two corners. */
  private static final long ROW_COLUMNS = 6;

  private static final String PREFIX = "fetch_name_";

  public PaddleSignature {
    inputs = List.copyOf(inputs);
    fetched = List.copyOf(fetched);
  }

  static PaddleSignature of(PaddleProgram program) {
    return new PaddleSignature(program.inputs(), program.outputs());
  }

  /**
   * What a run gives: what the program hands out, and after that {@link #counts()}, if any.
   *
   * <p>Programs of Paddle 1.x may declare the type and shape of an output wrongly; the tensors of a
   * run have the true ones.
   */
  public List<TensorSpec> outputs() {
    List<TensorSpec> outputs = new ArrayList<>(fetched);
    counts().ifPresent(outputs::add);
    return List.copyOf(outputs);
  }

  /**
   * The number of rows of each item of the batch, int32 [B], where only the rows' level of detail
   * (LoD) tells it: where the first output is rows of six columns, as of {@code multiclass_nms},
   * and no other is a vector of whole numbers, as later exports hand it out themselves. It is
   * called by the position after the last, which for a program with one output makes it {@code
   * fetch_name_1}, as in those exports. The levels that a program declares say nothing: detectors
   * have 0 there.
   */
  public Optional<TensorSpec> counts() {
    boolean counted = fetched.stream().anyMatch(PaddleSignature::isVectorOfIntegers);
    return !fetched.isEmpty() && isRows(fetched.get(0).shape()) && !counted
        ? Optional.of(
            new TensorSpec(PREFIX + fetched.size(), ElementType.INT32, Shape.of(Shape.DYNAMIC)))
        : Optional.empty();
  }

  private static boolean isRows(Shape shape) {
    return shape.rank() == 2
        && shape.dimension(0) == Shape.DYNAMIC
        && shape.dimension(1) == ROW_COLUMNS;
  }

  private static boolean isVectorOfIntegers(TensorSpec output) {
    boolean integers = output.type() == ElementType.INT32 || output.type() == ElementType.INT64;
    return integers && output.shape().rank() == 1;
  }
}
