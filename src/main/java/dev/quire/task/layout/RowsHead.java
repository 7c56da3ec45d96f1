package dev.quire.task.layout;

import dev.quire.model.BoxUnit;
import dev.quire.model.Model;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A graph that hands out rows: one output [rows of all pages, 6 to 8] float32, perhaps one [pages],
 * the number of rows of each page, and perhaps one [rows of all pages, height, width] int32, what
 * each row covers of its page. Rows of class −1 are padding and fall away.
 *
 * <p>Where a graph was cut down to one page, its output of numbers may have become a constant: a
 * single number then stands for every page, if there are that many rows for each. And a page that
 * is alone may have more rows than its number says: the others are padding, too.
 *
 * @param rows name of the output with the rows
 * @param counts name of the output with their numbers; without it, all are one page's
 * @param masks name of the output with the masks, if it is read
 * @param boxes what the rows' coordinates count
 */
public record RowsHead(String rows, Optional<String> counts, Optional<String> masks, BoxUnit boxes)
    implements LayoutHead {

  /** The usual name of the output with the rows. */
  static final String ROWS = "fetch_name_0";

  /** The usual name of the output with the numbers of rows. */
  static final String COUNTS = "fetch_name_1";

  /** The usual name of the output with the masks. */
  static final String MASKS = "fetch_name_2";

  private static final float PADDING = -1;
  private static final int FIRST_COORDINATE = 2;
  private static final int MASKS_RANK = 3;

  public RowsHead {
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(counts, "counts");
    Objects.requireNonNull(masks, "masks");
    Objects.requireNonNull(boxes, "boxes");
  }

  /** Rows and their numbers, without masks. */
  public RowsHead(String rows, String counts, BoxUnit boxes) {
    this(rows, Optional.of(counts), Optional.empty(), boxes);
  }

  /** PaddleX's names, boxes in pixels of the page. */
  static RowsHead standard() {
    return new RowsHead(ROWS, COUNTS, BoxUnit.PAGE);
  }

  @Override
  public List<String> outputs() {
    return Stream.of(Optional.of(rows), counts, masks).flatMap(Optional::stream).toList();
  }

  @Override
  public int maxBatch() {
    return counts.isPresent() ? Integer.MAX_VALUE : 1;
  }

  @Override
  public List<PageRows> rows(Model model, Map<String, Tensor> tensors, List<PreparedPage> pages) {
    LayoutOutputs outputs = new LayoutOutputs(model, tensors, outputs());
    Tensor found = outputs.requireFloats(rows, 2);
    Optional<Tensor> numbers = counts.map(name -> outputs.require(name, 1));
    if (isNothing(found)) {
      return pages.stream().map(RowsHead::empty).toList();
    }
    int columns = (int) found.shape().dimension(1);
    if (!PageRows.isColumns(columns)) {
      throw outputs.broken(rows, found, "float32 rows of 6, 7 or 8 columns");
    }
    int[] sizes = sizes(outputs, numbers, pages.size(), found.shape().dimension(0));
    Optional<Tensor> shapes =
        masks.map(name -> requireMasks(outputs, name, found.shape().dimension(0)));
    FloatBuffer values = found.data().asFloatBuffer();
    List<PageRows> results = new ArrayList<>(sizes.length);
    int first = 0;
    for (int i = 0; i < sizes.length; i++) {
      float[] own = new float[Math.multiplyExact(sizes[i], columns)];
      values.get(own);
      int from = first;
      Optional<Masks> covered = shapes.map(tensor -> masks(tensor, from, own.length / columns));
      results.add(page(outputs, columns, own, covered, pages.get(i)));
      first += sizes[i];
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

  /** How many rows each page has, from the first row on. */
  private int[] sizes(LayoutOutputs outputs, Optional<Tensor> numbers, int pages, long rowCount) {
    if (numbers.isEmpty()) {
      if (pages != 1) {
        throw outputs.broken(
            "%d pages found; expected one, as no output counts their rows".formatted(pages));
      }
      return new int[] {Math.toIntExact(rowCount)};
    }
    long[] sizes = numbers(outputs, numbers.get());
    if (sizes.length == 1 && pages > 1 && sizes[0] * pages == rowCount) {
      long each = sizes[0];
      sizes = new long[pages];
      Arrays.fill(sizes, each);
    }
    if (sizes.length != pages) {
      throw outputs.broken(counts.orElseThrow(), numbers.get(), "%d counts".formatted(pages));
    }
    long sum = Arrays.stream(sizes).sum();
    boolean padded = pages == 1 && sum < rowCount;
    if (Arrays.stream(sizes).anyMatch(size -> size < 0) || sum != rowCount && !padded) {
      throw outputs.broken(
          "%d rows found; expected as many as %s together"
              .formatted(rowCount, Arrays.toString(sizes)));
    }
    return Arrays.stream(sizes).mapToInt(Math::toIntExact).toArray();
  }

  private long[] numbers(LayoutOutputs outputs, Tensor numbers) {
    int length = Math.toIntExact(numbers.shape().dimension(0));
    return switch (numbers.type()) {
      case INT32 ->
          IntStream.range(0, length)
              .mapToLong(i -> numbers.data().getInt(i * Integer.BYTES))
              .toArray();
      case INT64 ->
          IntStream.range(0, length)
              .mapToLong(i -> numbers.data().getLong(i * Long.BYTES))
              .toArray();
      default -> throw outputs.broken(counts.orElseThrow(), numbers, "whole numbers");
    };
  }

  private static Tensor requireMasks(LayoutOutputs outputs, String name, long rowCount) {
    Tensor masks = outputs.require(name, MASKS_RANK);
    if (masks.type() != ElementType.INT32
        || masks.shape().dimension(0) != rowCount
        || masks.shape().elements() == 0 && rowCount > 0) {
      throw outputs.broken(name, masks, "INT32, a mask for each of %d rows".formatted(rowCount));
    }
    return masks;
  }

  private static Masks masks(Tensor masks, int first, int rows) {
    Shape shape = masks.shape();
    int height = Math.toIntExact(shape.dimension(1));
    int width = Math.toIntExact(shape.dimension(2));
    int bytes = Math.multiplyExact(Math.multiplyExact(height, width), Integer.BYTES);
    return Masks.ofInts(masks.data(), Math.multiplyExact(first, bytes), rows, height, width);
  }

  /** Takes padding out, moved to the page's pixels. */
  private PageRows page(
      LayoutOutputs outputs,
      int columns,
      float[] values,
      Optional<Masks> covered,
      PreparedPage page) {
    BoxScale scale = BoxScale.of(boxes, page);
    int labels = outputs.model().labels().size();
    int[] kept = new int[values.length / columns];
    int size = 0;
    for (int row = 0; row < kept.length; row++) {
      int at = row * columns;
      if (!(values[at] < labels)) {
        throw outputs.broken(
            "a row of class %d found; expected classes below %d, the number of labels"
                .formatted((int) values[at], labels));
      }
      if (values[at] > PADDING) {
        int end = size * columns;
        System.arraycopy(values, at, values, end, columns);
        scale.apply(values, end + FIRST_COORDINATE);
        kept[size++] = row;
      }
    }
    if (size == kept.length) {
      return new PageRows(columns, values, page.width(), page.height(), covered);
    }
    int[] chosen = Arrays.copyOf(kept, size);
    return new PageRows(
        columns,
        Arrays.copyOf(values, size * columns),
        page.width(),
        page.height(),
        covered.map(shapes -> shapes.select(chosen)));
  }
}
