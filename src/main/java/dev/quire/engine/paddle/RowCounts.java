package dev.quire.engine.paddle;

import dev.quire.engine.EngineException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.Arrays;

/**
 * How many of an output's rows belong to each item of the batch, read from its level of detail
 * (LoD): offsets of rows, from 0 to the number of rows, one more than there are items.
 *
 * @param model what messages call the model
 * @param output what they call the output
 */
record RowCounts(String model, String output) {

  /** What {@code multiclass_nms} gives for a whole batch in which nothing is found: one -1. */
  private static final float NOTHING = -1;

  /**
   * Counts.
   *
   * @param rows the output
   * @param levels its level of detail, outermost first; empty where it came without
   * @param items how many items the batch has
   * @return int32 [items]
   * @throws EngineException if the level of detail does not fit the rows and the batch
   */
  Tensor of(Tensor rows, long[][] levels, long items) {
    long[] counts = isNothing(rows) ? new long[(int) items] : counts(rows.shape(), levels, items);
    Tensor tensor = Tensor.allocate(ElementType.INT32, Shape.of(items));
    for (long count : counts) {
      tensor.data().putInt(Math.toIntExact(count));
    }
    tensor.data().rewind();
    return tensor;
  }

  /** In that case the level of detail speaks of one row of one item, however many there are. */
  private static boolean isNothing(Tensor rows) {
    return rows.type() == ElementType.FLOAT32
        && rows.shape().equals(Shape.of(1, 1))
        && rows.data().getFloat(0) == NOTHING;
  }

  private long[] counts(Shape rows, long[][] levels, long items) {
    if (levels.length == 0 && items == 1) {
      return new long[] {rows.dimension(0)};
    }
    if (levels.length != 1 || !fits(levels[0], rows, items)) {
      throw new EngineException(
          ("Model %s: output %s %s with the level of detail %s found, one level for %d items"
                  + " expected")
              .formatted(model, output, rows, Arrays.deepToString(levels), items));
    }
    long[] counts = new long[(int) items];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = levels[0][i + 1] - levels[0][i];
    }
    return counts;
  }

  private static boolean fits(long[] offsets, Shape rows, long items) {
    if (offsets.length != items + 1
        || offsets[0] != 0
        || offsets[offsets.length - 1] != rows.dimension(0)) {
      return false;
    }
    for (int i = 1; i < offsets.length; i++) {
      if (offsets[i] < offsets[i - 1]) {
        return false;
      }
    }
    return true;
  }
}
