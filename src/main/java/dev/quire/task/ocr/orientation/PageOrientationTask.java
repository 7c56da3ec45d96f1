package dev.quire.task.ocr.orientation;

import dev.quire.batch.Bucket;
import dev.quire.image.Bitmap;
import dev.quire.image.Interpolation;
import dev.quire.model.Preprocessing;
import dev.quire.model.Resolution;
import dev.quire.task.Normalizer;
import dev.quire.task.Task;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The page orientation task: a page in, out how it stands. All pages share batches. Immutable and
 * thread-safe.
 */
public final class PageOrientationTask implements Task<FittedPage, PageOrientationScores> {

  private static final byte WHITE = (byte) 255;

  private static final Bucket BUCKET =
      new Bucket(
          "%dx%d".formatted(FittedPage.SIDE, FittedPage.SIDE),
          (long) FittedPage.SIDE * FittedPage.SIDE);

  /** Of ImageNet's pictures; red comes first. */
  static final Preprocessing PREPROCESSING =
      new Preprocessing(
          new Resolution(FittedPage.SIDE, FittedPage.SIDE),
          Interpolation.LINEAR.code(),
          1.0 / 255,
          List.of(0.485, 0.456, 0.406),
          List.of(0.229, 0.224, 0.225));

  private final PageOrientationContract contract;
  private final PageFitting fitting = new PageFitting();
  private final Normalizer normalizer = new Normalizer(PREPROCESSING);

  /**
   * For one model.
   *
   * @param contract what its graph takes, from {@link PageOrientationContract#check}
   */
  public PageOrientationTask(PageOrientationContract contract) {
    this.contract = contract;
  }

  /** Brings a page to the model's size. */
  public FittedPage prepare(Bitmap page) {
    return fitting.prepare(page);
  }

  @Override
  public List<String> outputs() {
    return List.of(contract.output());
  }

  /**
   * Puts the pages into one tensor, normalised, each channel a plane.
   *
   * @throws IllegalArgumentException if there is no page
   */
  @Override
  public Map<String, Tensor> assemble(List<FittedPage> pages, Tensors tensors) {
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("A batch has at least one page");
    }
    Shape shape = Shape.of(pages.size(), Preprocessing.CHANNELS, FittedPage.SIDE, FittedPage.SIDE);
    Tensor tensor = tensors.tensor(contract.input(), ElementType.FLOAT32, shape);
    FloatBuffer planes = tensor.data().asFloatBuffer();
    for (int i = 0; i < pages.size(); i++) {
      normalizer.write(pages.get(i).rgb(), planes, i * FittedPage.BYTES);
    }
    return Map.of(contract.input(), tensor);
  }

  @Override
  public List<PageOrientationScores> split(Map<String, Tensor> outputs, List<FittedPage> pages) {
    Tensor tensor = outputs.get(contract.output());
    Shape expected = Shape.of(pages.size(), PageOrientationContract.CLASSES);
    if (tensor == null
        || tensor.type() != ElementType.FLOAT32
        || !tensor.shape().equals(expected)) {
      throw new IllegalStateException(
          "The model gave %s as '%s'; expected float32 %s"
              .formatted(
                  tensor == null ? "nothing" : tensor.type() + " " + tensor.shape(),
                  contract.output(),
                  expected));
    }
    FloatBuffer scores = tensor.data().asFloatBuffer();
    return IntStream.range(0, pages.size())
        .mapToObj(
            page ->
                new PageOrientationScores(
                    Stream.generate(scores::get).limit(PageOrientationContract.CLASSES).toList()))
        .toList();
  }

  /** All pages share batches; a page costs the model's pixels. */
  @Override
  public Bucket bucket(FittedPage page) {
    return BUCKET;
  }

  /** A white page. */
  @Override
  public FittedPage blank() {
    byte[] pixels = new byte[FittedPage.BYTES];
    Arrays.fill(pixels, WHITE);
    return new FittedPage(pixels);
  }
}
