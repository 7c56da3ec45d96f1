package dev.quire.task.ocr.recognition;

import dev.quire.batch.Bucket;
import dev.quire.image.Bitmap;
import dev.quire.image.Interpolation;
import dev.quire.image.LineImage;
import dev.quire.task.Task;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The text-recognition task: a line in, the likeliest class of each of its columns out; {@link
 * CtcDecoder} makes text of them. Lines of one {@link PaddedWidth padded width} share a batch,
 * whatever page they are of. Immutable and thread-safe.
 */
public final class RecognitionTask implements Task<PreparedLine, LineCodes> {

  private static final List<Integer> USUAL_WIDTHS =
      List.of(PaddedWidth.LEAST, 640, 1280, 2240, PaddedWidth.MOST);

  private static final byte WHITE = (byte) 255;
  private static final int BYTE_VALUES = 256;

  /** {@code (x / 255 - 0.5) / 0.5}, each step rounded to float32 as NumPy does. */
  private static final float[] NORMALIZED = new float[BYTE_VALUES];

  static {
    for (int value = 0; value < BYTE_VALUES; value++) {
      NORMALIZED[value] = (value / 255f - 0.5f) / 0.5f;
    }
  }

  private final RecognitionContract contract;

  /**
   * For one model.
   *
   * @param contract what its graph takes, from {@link RecognitionContract#check}
   */
  public RecognitionTask(RecognitionContract contract) {
    this.contract = contract;
  }

  /** The same as the other, padded as the line alone asks for. */
  public PreparedLine prepare(LineImage line) {
    return prepare(line, PaddedWidth.up(PaddedWidth.natural(line)));
  }

  /**
   * Brings a line to the model's height, bilinearly; its width follows, rounded up, unless it is
   * wider than what it is padded to and squeezed.
   *
   * @param padded columns with padding, from {@link PaddedWidth}
   */
  public PreparedLine prepare(LineImage line, int padded) {
    int width = PreparedLine.width(line, padded);
    Bitmap resized =
        new Bitmap(line.width(), line.height(), line.bgr(), 0)
            .resized(PreparedLine.HEIGHT, width, Interpolation.LINEAR);
    return new PreparedLine(padded, width, resized.bgr());
  }

  @Override
  public List<String> outputs() {
    return contract.outputs();
  }

  /**
   * Puts the lines into one tensor, normalised, each channel a plane, in the order blue, green,
   * red; the columns behind a line are 0.
   *
   * @throws IllegalArgumentException if there is no line, or lines of several buckets
   */
  @Override
  public Map<String, Tensor> assemble(List<PreparedLine> lines, Tensors tensors) {
    if (lines.isEmpty()) {
      throw new IllegalArgumentException("A batch has at least one line");
    }
    int bucket = lines.get(0).bucket();
    if (lines.stream().anyMatch(line -> line.bucket() != bucket)) {
      throw new IllegalArgumentException("Lines of several widths do not make a batch");
    }
    Tensor tensor =
        tensors.tensor(
            contract.input(),
            ElementType.FLOAT32,
            Shape.of(lines.size(), PreparedLine.CHANNELS, PreparedLine.HEIGHT, bucket));
    FloatBuffer values = tensor.data().asFloatBuffer();
    float[] row = new float[bucket];
    for (PreparedLine line : lines) {
      for (int channel = 0; channel < PreparedLine.CHANNELS; channel++) {
        for (int y = 0; y < PreparedLine.HEIGHT; y++) {
          write(line, channel, y, row);
          values.put(row);
        }
      }
    }
    return Map.of(contract.input(), tensor);
  }

  private static void write(PreparedLine line, int channel, int y, float[] row) {
    int at = y * line.width() * PreparedLine.CHANNELS + channel;
    for (int x = 0; x < line.width(); x++, at += PreparedLine.CHANNELS) {
      row[x] = NORMALIZED[Byte.toUnsignedInt(line.bgr()[at])];
    }
    Arrays.fill(row, line.width(), row.length, 0);
  }

  @Override
  public List<LineCodes> split(Map<String, Tensor> outputs, List<PreparedLine> lines) {
    List<ElementType> types =
        contract.grafted()
            ? List.of(ElementType.INT32, ElementType.FLOAT32)
            : List.of(ElementType.FLOAT32);
    List<Tensor> found =
        IntStream.range(0, types.size())
            .mapToObj(i -> required(outputs, contract.outputs().get(i), types.get(i), lines))
            .toList();
    int columns = Math.toIntExact(found.get(0).shape().dimension(1));
    return IntStream.range(0, lines.size())
        .mapToObj(
            line ->
                contract.grafted()
                    ? chosen(found, line, columns, lines.get(line))
                    : likeliest(found.get(0), line, columns, lines.get(line)))
        .toList();
  }

  private Tensor required(
      Map<String, Tensor> outputs, String name, ElementType type, List<PreparedLine> lines) {
    Tensor tensor = outputs.get(name);
    int width = lines.get(0).bucket();
    int rank = contract.grafted() ? 2 : 3;
    if (tensor == null
        || tensor.type() != type
        || tensor.shape().rank() != rank
        || tensor.shape().dimension(0) != lines.size()
        || !isOf(width, tensor.shape().dimension(1))) {
      throw new IllegalStateException(
          ("The model gave %s as '%s'; expected %s with a column for every %d of %d pixels of %d"
                  + " lines")
              .formatted(
                  tensor == null ? "nothing" : tensor.type() + " " + tensor.shape(),
                  name,
                  type,
                  PreparedLine.STRIDE,
                  width,
                  lines.size()));
    }
    return tensor;
  }

  /** What is left of a width that is no multiple may get a column: models round. */
  private static boolean isOf(int width, long columns) {
    return Math.abs(columns * PreparedLine.STRIDE - width) < PreparedLine.STRIDE;
  }

  private static LineCodes chosen(List<Tensor> found, int line, int columns, PreparedLine item) {
    int[] classes = new int[columns];
    float[] probabilities = new float[columns];
    IntBuffer indices = found.get(0).data().asIntBuffer();
    FloatBuffer values = found.get(1).data().asFloatBuffer();
    indices.get(line * columns, classes);
    values.get(line * columns, probabilities);
    return codes(classes, probabilities, item);
  }

  /** The first of the likeliest, as NumPy's argmax has it. */
  private static LineCodes likeliest(Tensor map, int line, int columns, PreparedLine item) {
    int size = Math.toIntExact(map.shape().dimension(2));
    int[] classes = new int[columns];
    float[] probabilities = new float[columns];
    FloatBuffer values = map.data().asFloatBuffer();
    float[] column = new float[size];
    for (int t = 0; t < columns; t++) {
      values.get((line * columns + t) * size, column);
      int best = 0;
      for (int c = 1; c < size; c++) {
        if (column[c] > column[best]) {
          best = c;
        }
      }
      classes[t] = best;
      probabilities[t] = column[best];
    }
    return codes(classes, probabilities, item);
  }

  private static LineCodes codes(int[] classes, float[] probabilities, PreparedLine line) {
    return new LineCodes(classes, probabilities, (double) line.width() / line.bucket());
  }

  /** Lines of one padded width share a batch; a line costs its pixels, padding included. */
  @Override
  public Bucket bucket(PreparedLine line) {
    return new Bucket(
        PreparedLine.HEIGHT + "x" + line.bucket(), (long) PreparedLine.HEIGHT * line.bucket());
  }

  @Override
  public long content(PreparedLine line) {
    return (long) PreparedLine.HEIGHT * line.width();
  }

  /** A white line of the least width. */
  @Override
  public PreparedLine blank() {
    return blank(PaddedWidth.LEAST);
  }

  /** Some widths up to the largest: what fits is to be known before a request asks for it. */
  @Override
  public List<PreparedLine> blanks() {
    return USUAL_WIDTHS.stream().map(RecognitionTask::blank).toList();
  }

  private static PreparedLine blank(int width) {
    byte[] white = new byte[PreparedLine.HEIGHT * width * PreparedLine.CHANNELS];
    Arrays.fill(white, WHITE);
    return new PreparedLine(width, width, white);
  }
}
