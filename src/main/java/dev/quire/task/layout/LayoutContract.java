package dev.quire.task.layout;

import dev.quire.model.BoxUnit;
import dev.quire.model.Model;
import dev.quire.model.ModelException;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a layout graph was found to take and to give. The names and shapes are those of PaddleX's
 * exports: {@code im_shape} [B,2] (absent from the PicoDet family), {@code image} [B,3,H,W] and
 * {@code scale_factor} [B,2] (absent where boxes are not in pixels of the page), all float32. The
 * image may have another name if nothing else is of its rank. What it gives, the head says.
 *
 * <p>A graph whose preparation was grafted into it takes its image as uint8 [B,H,W,3] instead.
 *
 * @param image name of the input that takes the page
 * @param pixels whether the image is taken as pixels, and not as normalised planes
 * @param imShape whether the graph has the input {@code im_shape}
 * @param scaleFactor whether the graph has the input {@code scale_factor}
 * @param head which outputs are read, and how
 * @param maxBatch most pages a run: the graph's fixed batch size or the descriptor's limit
 */
public record LayoutContract(
    String image,
    boolean pixels,
    boolean imShape,
    boolean scaleFactor,
    LayoutHead head,
    int maxBatch) {

  /** The input that takes the size of the resized page. */
  public static final String IM_SHAPE = "im_shape";

  /** The usual name of the input that takes the page. */
  public static final String IMAGE = "image";

  /** The input that takes the ratios to the original page. */
  public static final String SCALE_FACTOR = "scale_factor";

  /** The usual names of the outputs that the task reads. */
  public static final List<String> OUTPUTS = RowsHead.standard().outputs();

  public LayoutContract {
    Objects.requireNonNull(image, "image");
    Objects.requireNonNull(head, "head");
    if (maxBatch < 1) {
      throw new IllegalArgumentException("maxBatch must be at least 1, not " + maxBatch);
    }
  }

  /** Three inputs, normalised planes and any number of pages: the RT-DETR family. */
  public static LayoutContract standard() {
    return usual(false);
  }

  /** The same for a graph that the preparation was grafted into. */
  public static LayoutContract grafted() {
    return usual(true);
  }

  private static LayoutContract usual(boolean pixels) {
    return new LayoutContract(IMAGE, pixels, true, true, RowsHead.standard(), Integer.MAX_VALUE);
  }

  /** The outputs that the task reads, by their names in the graph. */
  public List<String> outputs() {
    return head.outputs();
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
    return new Check(new LayoutSignature(model, inputs, outputs)).run();
  }

  /** One comparison. */
  private record Check(LayoutSignature signature) {

    private static final Shape PAIR = Shape.of(Shape.DYNAMIC, 2);
    private static final int IMAGE_RANK = 4;

    LayoutContract run() {
      TensorSpec named = image();
      requireNoOthers(named);
      boolean pixels = takesPixels(named);
      TensorSpec image =
          signature
              .input(
                  named.name(),
                  pixels ? ElementType.UINT8 : ElementType.FLOAT32,
                  shape(pixels, Shape.DYNAMIC, Shape.DYNAMIC))
              .orElseThrow();
      requireResolutions(image, pixels);
      Optional<TensorSpec> imShape = signature.input(IM_SHAPE, ElementType.FLOAT32, PAIR);
      Optional<TensorSpec> scaleFactor = signature.input(SCALE_FACTOR, ElementType.FLOAT32, PAIR);
      LayoutHead head = LayoutHead.of(signature);
      requireUnits(head, scaleFactor);
      return new LayoutContract(
          image.name(),
          pixels,
          imShape.isPresent(),
          scaleFactor.isPresent(),
          head,
          Math.min(signature.maxBatch(), head.maxBatch()));
    }

    private TensorSpec image() {
      List<TensorSpec> images =
          signature.inputs().stream().filter(input -> input.shape().rank() == IMAGE_RANK).toList();
      return LayoutSignature.named(signature.inputs(), IMAGE)
          .or(() -> images.size() == 1 ? Optional.of(images.get(0)) : Optional.empty())
          .orElseThrow(
              () -> signature.mismatch("inputs " + signature.inputs(), IMAGE + " among them"));
    }

    private void requireNoOthers(TensorSpec image) {
      List<String> known = List.of(IM_SHAPE, image.name(), SCALE_FACTOR);
      for (TensorSpec input : signature.inputs()) {
        if (!known.contains(input.name())) {
          throw signature.mismatch("an input " + input, "only " + known);
        }
      }
    }

    private static boolean takesPixels(TensorSpec image) {
      return image.type() == ElementType.UINT8
          && LayoutSignature.compatible(shape(true, Shape.DYNAMIC, Shape.DYNAMIC), image.shape());
    }

    private static Shape shape(boolean pixels, long height, long width) {
      return pixels
          ? Shape.of(Shape.DYNAMIC, height, width, Preprocessing.CHANNELS)
          : Shape.of(Shape.DYNAMIC, Preprocessing.CHANNELS, height, width);
    }

    private void requireResolutions(TensorSpec image, boolean pixels) {
      for (Resolution resolution : signature.model().resolutions()) {
        Shape shape = shape(pixels, resolution.height(), resolution.width());
        if (!LayoutSignature.compatible(shape, image.shape())) {
          throw signature.mismatch(
              "an input " + image,
              "an input that takes %s, as the descriptor says".formatted(resolution));
        }
      }
    }

    /** A graph that is not told the page's size cannot give boxes in the page's pixels. */
    private void requireUnits(LayoutHead head, Optional<TensorSpec> scaleFactor) {
      boolean pagePixels = head instanceof RowsHead rows && rows.boxes() == BoxUnit.PAGE;
      if (pagePixels && scaleFactor.isEmpty()) {
        throw signature.mismatch(
            "inputs " + signature.inputs(),
            SCALE_FACTOR
                + " among them, or 'boxes: input' or 'boxes: relative' in model.yml where the"
                + " boxes are not in pixels of the page");
      }
    }
  }
}
