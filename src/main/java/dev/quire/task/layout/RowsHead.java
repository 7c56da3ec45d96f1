package dev.quire.task.layout;

import dev.quire.model.BoxUnit;
import dev.quire.model.Head;
import dev.quire.model.Model;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A graph that hands out rows: one output [rows of all pages, 6 to 8] float32 and one [pages], the
 * number of rows of each page. Rows of class −1 are padding and fall away.
 *
 * @param rows name of the output with the rows
 * @param counts name of the output with their numbers
 * @param boxes what the rows' coordinates count
 */
public record RowsHead(String rows, String counts, BoxUnit boxes) implements LayoutHead {

  /** The usual name of the output with the rows. */
  static final String ROWS = "fetch_name_0";

  /** The usual name of the output with the numbers of rows. */
  static final String COUNTS = "fetch_name_1";

  private static final float PADDING = -1;
  private static final int FIRST_COORDINATE = 2;

  public RowsHead {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(boxes, "boxes");
  }

  /** PaddleX's names, boxes in pixels of the page. */
  static RowsHead standard() {
    return new RowsHead(ROWS, COUNTS, BoxUnit.PAGE);
  }

  /**
   * Looks for the outputs: of the usual names, else the only ones of their kinds.
   *
   * @throws dev.quire.model.ModelException if the graph has none
   */
  static RowsHead of(LayoutSignature signature, Head.Rows head) {
    TensorSpec rows = find(signature, ROWS, RowsHead::isRows);
    if (!isRows(rows)) {
      throw signature.mismatch("an output " + rows, "float32 rows of 6, 7 or 8 columns");
    }
    TensorSpec counts = find(signature, COUNTS, RowsHead::isCounts);
    if (!isCounts(counts)) {
      throw signature.mismatch("an output " + counts, "one int32 a page");
    }
    return new RowsHead(rows.name(), counts.name(), head.boxes());
  }

  /**
   * The output of this name if it is of a kind, else the only one that is, else that of the name.
   */
  private static TensorSpec find(
      LayoutSignature signature, String name, Predicate<TensorSpec> kind) {
    Optional<TensorSpec> usual = LayoutSignature.named(signature.outputs(), name);
    List<TensorSpec> fitting = signature.outputs().stream().filter(kind).toList();
    if (fitting.size() == 1 && !usual.filter(kind).isPresent()) {
      return fitting.get(0);
    }
    return usual.orElseThrow(
        () -> signature.mismatch("outputs " + signature.outputs(), name + " among them"));
  }

  /** By the shape alone: programs of Paddle 1.x declare the type wrongly, only a run has it. */
  private static boolean isRows(TensorSpec spec) {
    return spec.shape().rank() == 2
        && (spec.shape().dimension(1) == Shape.DYNAMIC
            || PageRows.isColumns(spec.shape().dimension(1)));
  }

  private static boolean isCounts(TensorSpec spec) {
    boolean whole = spec.type() == ElementType.INT32 || spec.type() == ElementType.INT64;
    return whole && spec.shape().rank() == 1;
  }

  @Override
  public List<String> outputs() {
    return List.of(rows, counts);
  }

  @Override
  public int maxBatch() {
    return Integer.MAX_VALUE;
  }

  @Override
  public List<PageRows> rows(Model model, Map<String, Tensor> tensors, List<PreparedPage> pages) {
    LayoutOutputs outputs = new LayoutOutputs(model, tensors, outputs());
    Tensor found = outputs.requireFloats(rows, 2);
    Tensor numbers = outputs.require(counts, 1);
    if (isNothing(found)) {
      return pages.stream().map(RowsHead::empty).toList();
    }
    int columns = (int) found.shape().dimension(1);
    if (!PageRows.isColumns(columns)) {
      throw outputs.broken(rows, found, "float32 rows of 6, 7 or 8 columns");
    }
    long[] sizes = sizes(outputs, numbers, pages.size(), found.shape().dimension(0));
    FloatBuffer values = found.data().asFloatBuffer();
    List<PageRows> results = new ArrayList<>(sizes.length);
    for (int i = 0; i < sizes.length; i++) {
      float[] own = new float[Math.toIntExact(sizes[i] * columns)];
      values.get(own);
      results.add(page(outputs, columns, own, pages.get(i)));
    }
    return results;
  }

  /**
   * Whether this is how Paddle's {@code multiclass_nms} says that there is nothing on any page: a
   * single row that begins with −1. It may have one column, and its counts one page.
   */
  private static boolean isNothing(Tensor rows) {
    return rows.shape().dimension(0) == 1
        && rows.shape().dimension(1) > 0
        && rows.data().getFloat(0) == PADDING;
  }

  private static PageRows empty(PreparedPage page) {
    return new PageRows(PageRows.WITHOUT_ORDER, new float[0], page.width(), page.height());
  }

  private long[] sizes(LayoutOutputs outputs, Tensor numbers, int pages, long rowCount) {
    if (numbers.shape().dimension(0) != pages) {
      throw outputs.broken(counts, numbers, "%d counts".formatted(pages));
    }
    long[] sizes = new long[pages];
    for (int i = 0; i < pages; i++) {
      sizes[i] =
          switch (numbers.type()) {
            case INT32 -> numbers.data().getInt(i * Integer.BYTES);
            case INT64 -> numbers.data().getLong(i * Long.BYTES);
            default -> throw outputs.broken(counts, numbers, "whole numbers");
          };
    }
    if (Arrays.stream(sizes).anyMatch(size -> size < 0) || Arrays.stream(sizes).sum() != rowCount) {
      throw outputs.broken(
          "%d rows found; expected as many as %s together"
              .formatted(rowCount, Arrays.toString(sizes)));
    }
    return sizes;
  }

  /** Takes padding out, moved to the page's pixels. */
  private PageRows page(LayoutOutputs outputs, int columns, float[] values, PreparedPage page) {
    BoxScale scale = BoxScale.of(boxes, page);
    int labels = outputs.model().labels().size();
    int end = 0;
    for (int at = 0; at < values.length; at += columns) {
      if (!(values[at] < labels)) {
        throw outputs.broken(
            "a row of class %d found; expected classes below %d, the number of labels"
                .formatted((int) values[at], labels));
      }
      if (values[at] > PADDING) {
        System.arraycopy(values, at, values, end, columns);
        scale.apply(values, end + FIRST_COORDINATE);
        end += columns;
      }
    }
    float[] kept = end == values.length ? values : Arrays.copyOf(values, end);
    return new PageRows(columns, kept, page.width(), page.height());
  }
}
