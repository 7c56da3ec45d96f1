package dev.quire.task.ocr.recognition;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.batch.Bucket;
import dev.quire.image.LineImage;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RecognitionTaskProperties {

  private static final RecognitionTask GRAFTED =
      new RecognitionTask(
          new RecognitionContract("x", List.of("classes", "probabilities"), Integer.MAX_VALUE));

  private static final RecognitionTask WHOLE =
      new RecognitionTask(new RecognitionContract("x", List.of("map"), Integer.MAX_VALUE));

  /** Another line's width, pixels and place change no bit of a line's own input. */
  @Property(tries = 60)
  void aLineIsTheSameAloneAndInCompany(
      @ForAll @Size(min = 2, max = 5) List<@IntRange(min = 1, max = 360) Integer> widths,
      @ForAll long seed) {
    List<PreparedLine> lines = new ArrayList<>();
    Random random = new Random(seed);
    for (int width : widths) {
      byte[] pixels = new byte[PreparedLine.HEIGHT * width * PreparedLine.CHANNELS];
      random.nextBytes(pixels);
      lines.add(new PreparedLine(360, width, pixels));
    }

    FloatBuffer together = GRAFTED.assemble(lines).get("x").data().asFloatBuffer();

    for (PreparedLine line : lines) {
      FloatBuffer alone = GRAFTED.assemble(List.of(line)).get("x").data().asFloatBuffer();
      int[] expected = bits(alone, alone.remaining());
      assertArrayEquals(expected, bits(together, expected.length));
      assertArrayEquals(bits(reference(line)), expected);
    }
  }

  /** Computed in double, as the peers do; the padding comes from the line alone. */
  @Property(tries = 200)
  void aLinesWidthFollowsItsHeight(
      @ForAll @IntRange(min = 1, max = 900) int width,
      @ForAll @IntRange(min = 1, max = 90) int height) {
    LineImage image = new LineImage(width, height, new byte[width * height * 3]);

    PreparedLine line = GRAFTED.prepare(image);

    int natural = (int) Math.ceil(48 * (width / (double) height));
    assertEquals(Math.min(3200, natural), line.width());
    assertEquals(List.of(line.bucket()), PaddedWidth.ALONE.of(List.of(image)));
    assertEquals(
        new Bucket("48x" + line.bucket(), 48L * line.bucket()), GRAFTED.bucket(line), "its bucket");
  }

  @Property(tries = 60)
  void theWholeMapGivesWhatTheGraftedChoiceGives(
      @ForAll @IntRange(min = 1, max = 4) int count,
      @ForAll @IntRange(min = 2, max = 9) int size,
      @ForAll long seed) {
    int columns = 40;
    List<PreparedLine> lines = new ArrayList<>();
    Tensor map = Tensor.allocate(ElementType.FLOAT32, Shape.of(count, columns, size));
    Tensor classes = Tensor.allocate(ElementType.INT32, Shape.of(count, columns));
    Tensor probabilities = Tensor.allocate(ElementType.FLOAT32, Shape.of(count, columns));
    FloatBuffer values = map.data().asFloatBuffer();
    IntBuffer indices = classes.data().asIntBuffer();
    FloatBuffer largest = probabilities.data().asFloatBuffer();
    Random random = new Random(seed);
    for (int line = 0; line < count; line++) {
      lines.add(GRAFTED.blank());
      for (int column = 0; column < columns; column++) {
        int best = 0;
        float most = -1;
        for (int i = 0; i < size; i++) {
          // few values, so that some are equal
          float value = random.nextInt(5) / 4f;
          values.put(value);
          if (value > most) {
            most = value;
            best = i;
          }
        }
        indices.put(best);
        largest.put(most);
      }
    }

    List<LineCodes> chosen =
        GRAFTED.split(Map.of("classes", classes, "probabilities", probabilities), lines);
    List<LineCodes> likeliest = WHOLE.split(Map.of("map", map), lines);

    assertEquals(count, chosen.size());
    for (int line = 0; line < count; line++) {
      assertArrayEquals(chosen.get(line).classes(), likeliest.get(line).classes());
      assertArrayEquals(chosen.get(line).probabilities(), likeliest.get(line).probabilities());
    }
  }

  /** Pixel by pixel, as the definition has it. */
  private static float[] reference(PreparedLine line) {
    float[] values = new float[3 * 48 * line.bucket()];
    for (int channel = 0; channel < 3; channel++) {
      for (int y = 0; y < 48; y++) {
        for (int x = 0; x < line.width(); x++) {
          float pixel = line.bgr()[(y * line.width() + x) * 3 + channel] & 0xff;
          values[(channel * 48 + y) * line.bucket() + x] = (pixel / 255f - 0.5f) / 0.5f;
        }
      }
    }
    return values;
  }

  private static int[] bits(FloatBuffer buffer, int count) {
    float[] values = new float[count];
    buffer.get(values);
    return bits(values);
  }

  private static int[] bits(float[] values) {
    int[] bits = new int[values.length];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToRawIntBits(values[i]);
    }
    return bits;
  }
}
