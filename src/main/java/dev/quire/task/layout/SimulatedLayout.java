package dev.quire.task.layout;

import dev.quire.engine.simulated.SimulatedModel;
import dev.quire.model.Preprocessing;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The signature of PP-DocLayoutV3, its preparation grafted in, with an answer by rule: every page
 * has one region, a {@code text} that spans the whole page. So an answer tells by its size which
 * page it belongs to, and one that went to the wrong request is found out.
 *
 * <p>The one class of the task that depends on an engine: the names and layouts of the tensors are
 * this package's knowledge, so the simulated engine leaves its answers to it.
 *
 * <p>Immutable and thread-safe.
 */
public final class SimulatedLayout implements SimulatedModel {

  /**
   * A page of this original width, in pixels, always fails: tests and chaos runs need pages that
   * do, and a client can make one without any setting of the service.
   */
  public static final int POISONED_WIDTH = 666;

  /** The class of every region. */
  static final String LABEL = "text";

  /** The score of every region. */
  static final float SCORE = 0.99f;

  private static final Shape PAIR = Shape.of(Shape.DYNAMIC, 2);
  private static final int COLUMNS = 7;

  private static final List<TensorSpec> INPUTS =
      List.of(
          new TensorSpec(LayoutContract.IM_SHAPE, ElementType.FLOAT32, PAIR),
          new TensorSpec(
              LayoutContract.IMAGE,
              ElementType.UINT8,
              Shape.of(Shape.DYNAMIC, Shape.DYNAMIC, Shape.DYNAMIC, Preprocessing.CHANNELS)),
          new TensorSpec(LayoutContract.SCALE_FACTOR, ElementType.FLOAT32, PAIR));

  private static final List<TensorSpec> OUTPUTS =
      List.of(
          new TensorSpec(RowsHead.ROWS, ElementType.FLOAT32, Shape.of(Shape.DYNAMIC, COLUMNS)),
          new TensorSpec(RowsHead.COUNTS, ElementType.INT32, Shape.of(Shape.DYNAMIC)));

  private final int classId;

  /**
   * In the place of a model with these classes.
   *
   * @param labels a class id is an index into it
   * @throws IllegalArgumentException if {@value #LABEL} is not among them
   */
  public SimulatedLayout(List<String> labels) {
    this.classId = labels.indexOf(LABEL);
    if (classId < 0) {
      throw new IllegalArgumentException(
          "The simulated model answers '%s', which is not among the labels %s"
              .formatted(LABEL, labels));
    }
  }

  @Override
  public List<TensorSpec> inputs() {
    return INPUTS;
  }

  @Override
  public List<TensorSpec> outputs() {
    return OUTPUTS;
  }

  @Override
  public int size(Map<String, Tensor> inputs) {
    return Math.toIntExact(inputs.get(LayoutContract.IMAGE).shape().dimension(0));
  }

  /** Whether a page is {@value #POISONED_WIDTH} pixels wide. */
  @Override
  public boolean poisoned(Map<String, Tensor> inputs) {
    Sizes sizes = new Sizes(inputs);
    for (int page = 0; page < size(inputs); page++) {
      if (sizes.width(page) == POISONED_WIDTH) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs) {
    Map<String, Tensor> answer = new LinkedHashMap<>();
    for (String output : outputs) {
      answer.put(
          output,
          switch (output) {
            case RowsHead.ROWS -> rows(inputs);
            case RowsHead.COUNTS -> counts(inputs);
            default -> throw new IllegalArgumentException("There is no output " + output);
          });
    }
    return answer;
  }

  private Tensor rows(Map<String, Tensor> inputs) {
    int pages = size(inputs);
    Sizes sizes = new Sizes(inputs);
    Tensor rows = Tensor.allocate(ElementType.FLOAT32, Shape.of(pages, COLUMNS));
    FloatBuffer values = rows.data().asFloatBuffer();
    for (int page = 0; page < pages; page++) {
      values.put(classId).put(SCORE);
      values.put(0).put(0).put(sizes.width(page)).put(sizes.height(page));
      values.put(0);
    }
    return rows;
  }

  private Tensor counts(Map<String, Tensor> inputs) {
    Tensor counts = Tensor.allocate(ElementType.INT32, Shape.of(size(inputs)));
    for (int page = 0; page < size(inputs); page++) {
      counts.data().putInt(page * Integer.BYTES, 1);
    }
    return counts;
  }

  /** What size the pages had before they were resized, height first as in the tensors. */
  private record Sizes(FloatBuffer resized, FloatBuffer scales) {

    Sizes(Map<String, Tensor> inputs) {
      this(
          inputs.get(LayoutContract.IM_SHAPE).data().asFloatBuffer(),
          inputs.get(LayoutContract.SCALE_FACTOR).data().asFloatBuffer());
    }

    long height(int page) {
      return original(2 * page);
    }

    long width(int page) {
      return original(2 * page + 1);
    }

    /** Rounded: the ratio is a float, the page's size a whole number. */
    private long original(int at) {
      return Math.round(resized.get(at) / (double) scales.get(at));
    }
  }
}
