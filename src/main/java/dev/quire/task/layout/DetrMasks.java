package dev.quire.task.layout;

import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.List;

/**
 * From the mask logits of a DETR's queries to the masks of its rows: what has a logit above 0 is
 * covered. See {@link DetrHead}.
 *
 * @param logits float32 [pages, queries, height, width]
 */
record DetrMasks(Tensor logits) {

  /** The masks of some rows of a page, in their order. */
  Masks of(int page, List<DetrQueries.Choice> rows) {
    Shape shape = logits.shape();
    int height = Math.toIntExact(shape.dimension(2));
    int width = Math.toIntExact(shape.dimension(3));
    int cells = Math.multiplyExact(height, width);
    FloatBuffer values = logits.data().asFloatBuffer();
    int first = Math.multiplyExact(page, Math.toIntExact(shape.dimension(1)));
    int bytes = Math.multiplyExact(Math.multiplyExact(rows.size(), cells), Integer.BYTES);
    ByteBuffer covered = ByteBuffer.allocate(bytes).order(ByteOrder.nativeOrder());
    IntBuffer target = covered.asIntBuffer();
    // in rows of their own: element by element, buffers take several times as long
    float[] own = new float[cells];
    int[] signs = new int[cells];
    for (DetrQueries.Choice row : rows) {
      values.get(Math.multiplyExact(first + row.query(), cells), own);
      for (int cell = 0; cell < cells; cell++) {
        signs[cell] = own[cell] > 0 ? 1 : 0;
      }
      target.put(signs);
    }
    return Masks.ofInts(covered, 0, rows.size(), height, width);
  }
}
