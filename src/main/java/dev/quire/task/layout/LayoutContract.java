package dev.quire.task.layout;

import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Set;

/**
 * What a layout graph was found to take and to give. The names and shapes are those of PaddleX's
 * exports: {@code im_shape} [B,2] (absent from the PicoDet family), {@code image} [B,3,H,W] and
 * {@code scale_factor} [B,2], all float32; {@code fetch_name_0} [rows of all pages, 6 to 8] float32
 * and {@code fetch_name_1} [B], the number of rows of each page.
 *
 * <p>A graph whose preparation was grafted into it takes {@code image} as uint8 [B,H,W,3] instead.
 *
 * @param pixels whether the image is taken as pixels, and not as normalised planes
 * @param imShape whether the graph has the input {@code im_shape}
 * @param maxBatch most pages a run: the graph's fixed batch size or the descriptor's limit
 */
public record LayoutContract(boolean pixels, boolean imShape, int maxBatch) {

  /** The input that takes the size of the resized page. */
  public static final String IM_SHAPE = "im_shape";

  /** The input that takes the page. */
  public static final String IMAGE = "image";

  /** The input that takes the ratios to the original page. */
  public static final String SCALE_FACTOR = "scale_factor";

  static final String ROWS = "fetch_name_0";
  static final String COUNTS = "fetch_name_1";

  /** The outputs that the task reads. */
  public static final List<String> OUTPUTS = List.of(ROWS, COUNTS);

  private static final Set<String> INPUTS = Set.of(IM_SHAPE, IMAGE, SCALE_FACTOR);

  public LayoutContract {
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch must be at least 1, not " + maxBatch);
    }
  }

  /** Three inputs, normalised planes and any number of pages: the RT-DETR family. */
  public static LayoutContract standard() {
    return new LayoutContract(false, true, Integer.MAX_VALUE);
  }

  /** The same for a graph that the preparation was grafted into. */
  public static LayoutContract grafted() {
    return new LayoutContract(true, true, Integer.MAX_VALUE);
  }

  /**
   * Compares a graph with its descriptor and with the contract of the layout task.
   *
   * @param inputs the predictor's inputs
   * @param outputs the predictor's outputs
   * @throws ModelException if they differ; the message names the file, found and expected
   */
  public static LayoutContract check(
      Model model, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    return new Check(model, inputs, outputs).run();
  }

  /** One comparison. */
  private record Check(Model model, List<TensorSpec> inputs, List<TensorSpec> outputs) {

    LayoutContract run() {
      for (TensorSpec input : inputs) {
        if (!INPUTS.contains(input.name())) {
          throw mismatch("an input " + input, "only " + INPUTS);
        }
      }
      boolean imShape = inputs.stream().anyMatch(input -> input.name().equals(IM_SHAPE));
      boolean pixels = takesPixels(find(inputs, IMAGE, "inputs"));
      TensorSpec image =
          input(
              IMAGE,
              pixels ? ElementType.UINT8 : ElementType.FLOAT32,
              image(pixels, Shape.DYNAMIC, Shape.DYNAMIC));
      Shape pair = Shape.of(Shape.DYNAMIC, 2);
      long batch = Math.min(batch(image), batch(input(SCALE_FACTOR, ElementType.FLOAT32, pair)));
      if (imShape) {
        batch = Math.min(batch, batch(input(IM_SHAPE, ElementType.FLOAT32, pair)));
      }
      for (Resolution resolution : model.resolutions()) {
        if (!compatible(image(pixels, resolution.height(), resolution.width()), image.shape())) {
          throw mismatch(
              "an input " + image,
              "an input that takes %s, as the descriptor says".formatted(resolution));
        }
      }
      requireRows(output(ROWS));
      requireCounts(output(COUNTS));
      return new LayoutContract(pixels, imShape, (int) Math.min(batch, model.maxBatch()));
    }

    private static boolean takesPixels(TensorSpec image) {
      return image.type() == ElementType.UINT8
          && compatible(image(true, Shape.DYNAMIC, Shape.DYNAMIC), image.shape());
    }

    private static Shape image(boolean pixels, long height, long width) {
      return pixels
          ? Shape.of(Shape.DYNAMIC, height, width, Preprocessing.CHANNELS)
          : Shape.of(Shape.DYNAMIC, Preprocessing.CHANNELS, height, width);
    }

    private TensorSpec input(String name, ElementType type, Shape expected) {
      TensorSpec found = find(inputs, name, "inputs");
      if (found.type() != type || !compatible(expected, found.shape())) {
        throw mismatch("an input " + found, "an input " + new TensorSpec(name, type, expected));
      }
      return found;
    }

    private TensorSpec output(String name) {
      return find(outputs, name, "outputs");
    }

    private TensorSpec find(List<TensorSpec> specs, String name, String kind) {
      return specs.stream()
          .filter(spec -> spec.name().equals(name))
          .findFirst()
          .orElseThrow(() -> mismatch(kind + " " + specs, name + " among them"));
    }

    private void requireRows(TensorSpec rows) {
      boolean columns =
          rows.shape().rank() == 2
              && (rows.shape().dimension(1) == Shape.DYNAMIC
                  || PageRows.isColumns(rows.shape().dimension(1)));
      if (rows.type() != ElementType.FLOAT32 || !columns) {
        throw mismatch("an output " + rows, "float32 rows of 6, 7 or 8 columns");
      }
    }

    private void requireCounts(TensorSpec counts) {
      boolean whole = counts.type() == ElementType.INT32 || counts.type() == ElementType.INT64;
      if (!whole || counts.shape().rank() != 1) {
        throw mismatch("an output " + counts, "one int32 a page");
      }
    }

    private static long batch(TensorSpec input) {
      long first = input.shape().dimension(0);
      return first == Shape.DYNAMIC ? Integer.MAX_VALUE : first;
    }

    /** Whether both agree wherever neither is dynamic. */
    private static boolean compatible(Shape one, Shape other) {
      if (one.rank() != other.rank()) {
        return false;
      }
      for (int axis = 0; axis < one.rank(); axis++) {
        long a = one.dimension(axis);
        long b = other.dimension(axis);
        if (a != b && a != Shape.DYNAMIC && b != Shape.DYNAMIC) {
          return false;
        }
      }
      return true;
    }

    private ModelException mismatch(String found, String expected) {
      return new ModelException(
          "%s does not fit the layout task: found %s; expected %s"
              .formatted(model.file().name(), found, expected));
    }
  }
}
