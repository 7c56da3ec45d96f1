package dev.quire.task.ocr.detection;

import dev.quire.batch.Bucket;
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

/**
 * The text-detection task: a page in, the map of its text out; {@link DbPostprocessor} makes boxes
 * of it. Pages of one padded size share a batch. Immutable and thread-safe.
 */
public final class DetectionTask implements Task<PreparedTextPage, ProbabilityMap> {

  private static final byte WHITE = (byte) 255;

  private final DetectionContract contract;
  private final Normalizer normalizer;
  private final List<Resolution> usual;

  /**
   * For one model.
   *
   * @param contract what its graph takes, from {@link DetectionContract#check}
   * @param normalization what becomes of pixels, unless it was grafted into the graph
   * @param usual padded sizes to warm predictors up with, at least one, the usual one first
   */
  public DetectionTask(
      DetectionContract contract, Normalization normalization, List<Resolution> usual) {
    this.contract = contract;
    this.normalizer = new Normalizer(normalization.preprocessing());
    this.usual = List.copyOf(usual);
    if (usual.isEmpty()) {
      throw new IllegalArgumentException("There must be a usual size");
    }
  }

  @Override
  public List<String> outputs() {
    return List.of(contract.output());
  }

  /**
   * Puts the pages into one tensor: as pixels where the graph normalises them itself, else
   * normalised and each channel a plane, in the pixels' order.
   *
   * @throws IllegalArgumentException if there is no page, or pages of several padded sizes
   */
  @Override
  public Map<String, Tensor> assemble(List<PreparedTextPage> pages, Tensors tensors) {
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("A batch has at least one page");
    }
    Resolution padded = pages.get(0).padded();
    for (PreparedTextPage page : pages) {
      if (!page.padded().equals(padded)) {
        throw new IllegalArgumentException(
            "Pages of %s and %s do not make a batch".formatted(padded, page.padded()));
      }
    }
    return Map.of(
        contract.input(),
        contract.pixels() ? pixels(pages, padded, tensors) : planes(pages, padded, tensors));
  }

  private Tensor pixels(List<PreparedTextPage> pages, Resolution padded, Tensors tensors) {
    Shape shape = Shape.of(pages.size(), padded.height(), padded.width(), Preprocessing.CHANNELS);
    Tensor tensor = tensors.tensor(contract.input(), ElementType.UINT8, shape);
    int at = 0;
    for (PreparedTextPage page : pages) {
      tensor.data().put(at, page.pixels());
      at += page.sizeInBytes();
    }
    return tensor;
  }

  private Tensor planes(List<PreparedTextPage> pages, Resolution padded, Tensors tensors) {
    Shape shape = Shape.of(pages.size(), Preprocessing.CHANNELS, padded.height(), padded.width());
    Tensor tensor = tensors.tensor(contract.input(), ElementType.FLOAT32, shape);
    FloatBuffer planes = tensor.data().asFloatBuffer();
    int at = 0;
    for (PreparedTextPage page : pages) {
      normalizer.write(page.pixels(), planes, at);
      at += page.sizeInBytes();
    }
    return tensor;
  }

  /** {@inheritDoc} Each map is cut to the resized page, without its padding. */
  @Override
  public List<ProbabilityMap> split(Map<String, Tensor> outputs, List<PreparedTextPage> pages) {
    Tensor maps = outputs.get(contract.output());
    Resolution padded = pages.get(0).padded();
    Shape expected = Shape.of(pages.size(), 1, padded.height(), padded.width());
    if (maps == null || maps.type() != ElementType.FLOAT32 || !maps.shape().equals(expected)) {
      throw new IllegalStateException(
          "The model gave %s as '%s'; expected float32 %s"
              .formatted(
                  maps == null ? "nothing" : maps.type() + " " + maps.shape(),
                  contract.output(),
                  expected));
    }
    FloatBuffer values = maps.data().asFloatBuffer();
    int size = Math.toIntExact(padded.pixels());
    ProbabilityMap[] cut = new ProbabilityMap[pages.size()];
    for (int i = 0; i < cut.length; i++) {
      cut[i] = cut(values, i * size, padded.width(), pages.get(i).resized());
    }
    return List.of(cut);
  }

  private static ProbabilityMap cut(FloatBuffer values, int begin, int stride, Resolution size) {
    float[] map = new float[Math.toIntExact(size.pixels())];
    for (int y = 0; y < size.height(); y++) {
      values.get(begin + y * stride, map, y * size.width(), size.width());
    }
    return new ProbabilityMap(size.height(), size.width(), map);
  }

  /** Pages of one padded size share a batch; a page costs its pixels. */
  @Override
  public Bucket bucket(PreparedTextPage page) {
    return bucket(page.padded());
  }

  @Override
  public long content(PreparedTextPage page) {
    return page.resized().pixels();
  }

  /** The bucket of the pages of a padded size. */
  public Bucket bucket(Resolution padded) {
    return new Bucket(padded.toString(), padded.pixels());
  }

  /** A white page of the usual size. */
  @Override
  public PreparedTextPage blank() {
    return blank(usual.get(0));
  }

  @Override
  public List<PreparedTextPage> blanks() {
    return usual.stream().map(DetectionTask::blank).toList();
  }

  private static PreparedTextPage blank(Resolution padded) {
    byte[] pixels = new byte[Math.toIntExact(PreparedTextPage.sizeInBytes(padded))];
    Arrays.fill(pixels, WHITE);
    return new PreparedTextPage(
        padded, padded, pixels, new PageSize(padded.height(), padded.width()));
  }
}
