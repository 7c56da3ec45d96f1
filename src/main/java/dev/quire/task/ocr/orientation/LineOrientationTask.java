package dev.quire.task.ocr.orientation;

import dev.quire.batch.Bucket;
import dev.quire.image.LineImage;
import dev.quire.model.Preprocessing;
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
import java.util.stream.Stream;

/**
 * The line orientation task: a line in, out whether it stands upright or upside down. All lines
 * share batches. Immutable and thread-safe.
 */
public final class LineOrientationTask implements Task<FittedLine, LineOrientationScores> {

  private static final byte WHITE = (byte) 255;

  private final LineOrientationContract contract;
  private final LineFitting fitting;
  private final Normalizer normalizer;

  /**
   * For one model.
   *
   * @param contract what its graph takes, from {@link LineOrientationContract#check}
   */
  public LineOrientationTask(LineOrientationContract contract) {
    this.contract = contract;
    this.fitting = contract.fitting();
    this.normalizer = fitting.normalizer();
  }

  /** Bytes that a prepared line takes at most. */
  public long sizeInBytes() {
    return (long) fitting.width() * fitting.height() * Preprocessing.CHANNELS;
  }

  /** Brings a line to the model's size. */
  public FittedLine prepare(LineImage line) {
    return fitting.prepare(line);
  }

  @Override
  public List<String> outputs() {
    return List.of(contract.output());
  }

  /**
   * Puts the lines into one tensor, normalised, each channel a plane; what a line leaves of its
   * width is 0.
   *
   * @throws IllegalArgumentException if there is no line, or one that was prepared otherwise
   */
  @Override
  public Map<String, Tensor> assemble(List<FittedLine> lines, Tensors tensors) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("A batch has at least one line");
    }
    Shape shape = Shape.of(lines.size(), Preprocessing.CHANNELS, fitting.height(), fitting.width());
    Tensor tensor = tensors.tensor(contract.input(), ElementType.FLOAT32, shape);
    FloatBuffer planes = tensor.data().asFloatBuffer();
    for (int i = 0; i < lines.size(); i++) {
      write(lines.get(i), planes, i * fitting.height() * fitting.width() * Preprocessing.CHANNELS);
    }
    return Map.of(contract.input(), tensor);
  }

  private void write(FittedLine line, FloatBuffer planes, int offset) {
    if (line.height() != fitting.height() || line.width() > fitting.width()) {
      throw new IllegalArgumentException(
          "A line of %dx%d does not fit a model of %dx%d"
              .formatted(line.width(), line.height(), fitting.width(), fitting.height()));
    }
    if (line.width() == fitting.width()) {
      normalizer.write(line.pixels(), planes, offset);
      return;
    }
    FloatBuffer unpadded = FloatBuffer.allocate(line.sizeInBytes());
    normalizer.write(line.pixels(), unpadded, 0);
    float[] padding = new float[fitting.width() - line.width()];
    for (int row = 0; row < Preprocessing.CHANNELS * fitting.height(); row++) {
      int at = offset + row * fitting.width();
      planes.put(at, unpadded, row * line.width(), line.width());
      planes.put(at + line.width(), padding);
    }
  }

  @Override
  public List<LineOrientationScores> split(Map<String, Tensor> outputs, List<FittedLine> lines) {
    Tensor tensor = outputs.get(contract.output());
    Shape expected = Shape.of(lines.size(), LineOrientationContract.CLASSES);
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
    return Stream.generate(() -> new LineOrientationScores(scores.get(), scores.get()))
        .limit(lines.size())
        .toList();
  }

  /** All lines share batches; a line costs the model's pixels. */
  @Override
  public Bucket bucket(FittedLine line) {
    return new Bucket(
        "%dx%d".formatted(fitting.width(), fitting.height()),
        (long) fitting.width() * fitting.height());
  }

  @Override
  public long content(FittedLine line) {
    return (long) line.width() * line.height();
  }

  /** A white line as wide as the model takes it. */
  @Override
  public FittedLine blank() {
    byte[] pixels = new byte[fitting.width() * fitting.height() * Preprocessing.CHANNELS];
    Arrays.fill(pixels, WHITE);
    return new FittedLine(fitting.width(), fitting.height(), pixels);
  }
}
