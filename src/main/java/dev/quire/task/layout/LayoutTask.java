package dev.quire.task.layout;

import dev.quire.batch.Bucket;
import dev.quire.image.ImageDecoder;
import dev.quire.image.Interpolation;
import dev.quire.image.InvalidImageException;
import dev.quire.image.PageImage;
import dev.quire.image.PreparedImage;
import dev.quire.model.Model;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The layout task: a page in, the model's rows out; {@link LayoutPostprocessor} makes regions of
 * them. What a page's rows are does not depend on the pages beside it. Immutable and thread-safe.
 */
public final class LayoutTask implements Task<PreparedPage, PageRows> {

  private static final byte WHITE = (byte) 255;

  private final Model model;
  private final ImageDecoder decoder;
  private final LayoutContract contract;
  private final Interpolation interpolation;
  private final Normalizer normalizer;

  /**
   * For one model.
   *
   * @param contract what its graph takes, from {@link LayoutContract#check}
   */
  public LayoutTask(Model model, ImageDecoder decoder, LayoutContract contract) {
    this.model = model;
    this.decoder = decoder;
    this.contract = contract;
    this.interpolation = Interpolation.ofCode(model.preprocessing().interpolation());
    this.normalizer = new Normalizer(model.preprocessing());
  }

  /**
   * Decodes a page and resizes it to the model's own resolution.
   *
   * @param encoded an image file
   * @throws InvalidImageException if the image is refused
   */
  public PreparedPage prepare(byte[] encoded) {
    return prepare(encoded, model.preprocessing().resolution());
  }

  /**
   * Decodes a page and resizes it.
   *
   * @param encoded an image file
   * @param resolution one of the model's
   * @throws InvalidImageException if the image is refused
   */
  public PreparedPage prepare(byte[] encoded, Resolution resolution) {
    return page(
        resolution,
        decoder.prepare(encoded, resolution.height(), resolution.width(), interpolation));
  }

  /** Reads its image files. */
  public ImageDecoder decoder() {
    return decoder;
  }

  /**
   * Resizes a page of a document.
   *
   * @param resolution one of the model's
   * @throws InvalidImageException if the page turns out to be damaged
   */
  public PreparedPage prepare(PageImage page, Resolution resolution) {
    return page(resolution, page.prepare(resolution.height(), resolution.width(), interpolation));
  }

  private static PreparedPage page(Resolution resolution, PreparedImage image) {
    return new PreparedPage(
        resolution,
        image.pixels(),
        image.width(),
        image.height(),
        image.decodeNanos(),
        image.resizeNanos(),
        image.warnings());
  }

  @Override
  public List<String> outputs() {
    return contract.outputs();
  }

  /**
   * Puts the pages into one image tensor, as pixels where the graph normalises them itself, else
   * normalised and each channel a plane; and says what size each page had, as far as the graph
   * asks: {@code im_shape} is height and width of the resized page, {@code scale_factor} their
   * ratios to the original page's, height first.
   *
   * @throws IllegalArgumentException if there is no page, or pages of several resolutions
   */
  @Override
  public Map<String, Tensor> assemble(List<PreparedPage> pages, Tensors tensors) {
    if (pages.isEmpty()) {
      throw new IllegalArgumentException("A batch has at least one page");
    }
    Resolution resolution = pages.get(0).resolution();
    for (PreparedPage page : pages) {
      if (!page.resolution().equals(resolution)) {
        throw new IllegalArgumentException(
            "Pages of %s and %s do not make a batch".formatted(resolution, page.resolution()));
      }
    }
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    if (contract.imShape()) {
      inputs.put(LayoutContract.IM_SHAPE, imShape(resolution, pages.size(), tensors));
    }
    inputs.put(
        contract.image(),
        contract.pixels()
            ? pixels(pages, resolution, tensors)
            : planes(pages, resolution, tensors));
    if (contract.scaleFactor()) {
      inputs.put(LayoutContract.SCALE_FACTOR, scaleFactor(pages, resolution, tensors));
    }
    return inputs;
  }

  private Tensor pixels(List<PreparedPage> pages, Resolution resolution, Tensors tensors) {
    Shape shape =
        Shape.of(pages.size(), resolution.height(), resolution.width(), Preprocessing.CHANNELS);
    Tensor image = tensors.tensor(contract.image(), ElementType.UINT8, shape);
    int size = Math.toIntExact(PreparedPage.sizeInBytes(resolution));
    for (int i = 0; i < pages.size(); i++) {
      image.data().put(i * size, pages.get(i).pixels());
    }
    return image;
  }

  private Tensor planes(List<PreparedPage> pages, Resolution resolution, Tensors tensors) {
    Shape shape =
        Shape.of(pages.size(), Preprocessing.CHANNELS, resolution.height(), resolution.width());
    Tensor image = tensors.tensor(contract.image(), ElementType.FLOAT32, shape);
    FloatBuffer planes = image.data().asFloatBuffer();
    int size = Math.toIntExact(PreparedPage.sizeInBytes(resolution));
    for (int i = 0; i < pages.size(); i++) {
      normalizer.write(pages.get(i).pixels(), planes, i * size);
    }
    return image;
  }

  private static Tensor scaleFactor(
      List<PreparedPage> pages, Resolution resolution, Tensors tensors) {
    Shape shape = Shape.of(pages.size(), 2);
    Tensor tensor = tensors.tensor(LayoutContract.SCALE_FACTOR, ElementType.FLOAT32, shape);
    FloatBuffer scales = tensor.data().asFloatBuffer();
    for (PreparedPage page : pages) {
      scales.put((float) (resolution.height() / (double) page.height()));
      scales.put((float) (resolution.width() / (double) page.width()));
    }
    return tensor;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalStateException also if a row's class has no label
   */
  @Override
  public List<PageRows> split(Map<String, Tensor> outputs, List<PreparedPage> pages) {
    return contract.head().rows(model, outputs, pages);
  }

  /** Pages of one resolution share a batch; a page costs its pixels. */
  @Override
  public Bucket bucket(PreparedPage page) {
    return bucket(page.resolution());
  }

  /** The bucket of the pages of a resolution. */
  public Bucket bucket(Resolution resolution) {
    return new Bucket(resolution.toString(), resolution.pixels());
  }

  /** A white page of the model's own resolution. */
  @Override
  public PreparedPage blank() {
    return blank(model.preprocessing().resolution());
  }

  @Override
  public List<PreparedPage> blanks() {
    Resolution usual = model.preprocessing().resolution();
    return Stream.concat(
            Stream.of(usual), model.resolutions().stream().filter(other -> !other.equals(usual)))
        .map(this::blank)
        .toList();
  }

  /** A white page of a resolution. */
  public PreparedPage blank(Resolution resolution) {
    byte[] pixels = new byte[Math.toIntExact(resolution.pixels() * Preprocessing.CHANNELS)];
    Arrays.fill(pixels, WHITE);
    return new PreparedPage(resolution, pixels, resolution.width(), resolution.height(), 0, 0);
  }

  private static Tensor imShape(Resolution resolution, int batch, Tensors tensors) {
    Tensor tensor =
        tensors.tensor(LayoutContract.IM_SHAPE, ElementType.FLOAT32, Shape.of(batch, 2));
    FloatBuffer values = tensor.data().asFloatBuffer();
    for (int i = 0; i < batch; i++) {
      values.put(resolution.height()).put(resolution.width());
    }
    return tensor;
  }
}
