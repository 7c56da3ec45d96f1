package dev.quire.model.paddle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.tensor.Shape;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PaddleParametersTest {

  private static final String FILE = "test.pdiparams";
  private static final Path SHARED = Path.of("../shared/models/paddle");

  /** What stands before the values of a tensor with one dimension below 128. */
  private static final int HEADER = 4 + 8 + 4 + 4 + 4;

  private final PaddleParameters parameters =
      new PaddleParameters(
          Programs.with(
              Variable.parameter("w", PaddleType.FP32, Shape.of(3)),
              Variable.parameter("b", PaddleType.FP16, Shape.of(2)),
              Variable.parameter("z", PaddleType.INT8, Shape.of(5))));

  /** {@code b} with 4 bytes, {@code w} with 12, {@code z} with 5. */
  private final byte[] whole =
      parameters.toBytes(
          name -> {
            byte[] values = new byte[name.equals("b") ? 4 : name.equals("w") ? 12 : 5];
            Arrays.fill(values, (byte) name.charAt(0));
            return values;
          });

  @TempDir Path folder;

  @Test
  void writesWhatPaddleReads() {
    byte[] b = {
      0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 8, 4, 16, 2, 'b', 'b', 'b', 'b'
    };

    assertArrayEquals(b, Arrays.copyOf(whole, b.length));
    assertEquals(3 * HEADER + 4 + 12 + 5, whole.length);
    assertDoesNotThrow(() -> check(whole));
  }

  @Test
  void writesOnlyValuesOfTheRightSize() {
    String message =
        assertThrows(IllegalArgumentException.class, () -> parameters.toBytes(name -> new byte[12]))
            .getMessage();

    assertEquals("The parameter b has 12 bytes; expected 4 for FP16 [2]", message);
  }

  @Test
  void checksFilesOnDiskToo() throws IOException {
    Path file = folder.resolve(FILE);
    Files.write(file, whole);
    assertDoesNotThrow(() -> parameters.check(new ModelFile.OnDisk(file)));

    Files.write(file, Arrays.copyOf(whole, whole.length - 1));
    assertThrows(ModelException.class, () -> parameters.check(new ModelFile.OnDisk(file)));

    Files.delete(file);
    String message =
        assertThrows(ModelException.class, () -> parameters.check(new ModelFile.OnDisk(file)))
            .getMessage();
    assertTrue(message.startsWith(file + " cannot be read"), message);
  }

  @Test
  void acceptsPaddlesOwnFiles() throws IOException {
    for (String model : new String[] {"tiny_conv_relu", "pyramidbox_lite"}) {
      Path file = shared(model, "inference.pdiparams");
      assertDoesNotThrow(() -> of(model).check(new ModelFile.OnDisk(file)), model);
    }
  }

  @Test
  void refusesTheFileOfAnotherModel() throws IOException {
    Path other = shared("pyramidbox_lite", "inference.pdiparams");

    String message =
        assertThrows(
                ModelException.class, () -> of("tiny_conv_relu").check(new ModelFile.OnDisk(other)))
            .getMessage();

    assertTrue(
        message.endsWith(
            "parameter 1 of 1, conv_w, is FP32 [16]; expected FP32 [4x3x3x3], as tiny_conv_relu"
                + " declares it"),
        message);
  }

  @Test
  void refusesPaddlesFileCutOffAnywhere() throws IOException {
    PaddleParameters pyramidbox = of("pyramidbox_lite");
    byte[] bytes = Files.readAllBytes(shared("pyramidbox_lite", "inference.pdiparams"));
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      byte[] part = Arrays.copyOf(bytes, random.nextInt(bytes.length));
      assertThrows(
          ModelException.class,
          () -> pyramidbox.check(new ModelFile.Embedded(FILE, () -> part)),
          part.length + " bytes");
    }
  }

  @Test
  void saysWhatIsMissing() {
    assertRefused(new byte[0], "parameter 1 of 3, b, is missing; expected FP16 [2]");
    assertRefused(
        Arrays.copyOf(whole, HEADER + 4), "parameter 2 of 3, w, is missing; expected FP32 [3]");
    assertRefused(
        Arrays.copyOf(whole, HEADER + 4 + HEADER + 11),
        "parameter 2 of 3, w, has 11 bytes of values; expected 12 for FP32 [3]");
    assertRefused(
        Arrays.copyOf(whole, HEADER + 4 + 6),
        "parameter 2 of 3, w, breaks off: 8 bytes wanted and 2 left");
  }

  @Test
  void saysWhatIsTooMuch() {
    assertRefused(
        Arrays.copyOf(whole, whole.length + 1),
        "1 bytes follow the last of the 3 parameters; expected none");
    PaddleParameters none = new PaddleParameters(Programs.with());
    assertDoesNotThrow(() -> none.check(new ModelFile.Embedded(FILE, () -> new byte[0])));
    assertThrows(ModelException.class, () -> none.check(new ModelFile.Embedded(FILE, () -> whole)));
  }

  @Test
  void saysWhatIsAbsurd() {
    assertRefused(changed(0, 1), "b, has format version 1; expected 0");
    assertRefused(changed(12, 1 << 31), "b, has format version 2147483648; expected 0");
    assertRefused(changed(8, -1), "b, has 18446744069414584320 levels of sequences");
    assertRefused(changed(4, 1000), "b, has 1000 levels of sequences");
    assertRefused(changed(16, -1), "b, has a description of -1 bytes");
    assertRefused(changed(16, Integer.MAX_VALUE), "b, has a description of 2147483647 bytes");
    assertRefused(changed(20, 0x02100708), "element type 7");
    assertRefused(changed(20, 0x7f100408), "b, is FP16 [127]; expected FP16 [2]");
    assertRefused(changed(20, 0x02100508), "b, is FP32 [2]; expected FP16 [2]");
  }

  @Test
  void passesOverSequences() {
    ByteBuffer file = ByteBuffer.allocate(whole.length + 8 + 24).order(ByteOrder.LITTLE_ENDIAN);
    file.putInt(0).putLong(1).putLong(24).putLong(0).putLong(1).putLong(2);
    file.put(whole, 12, whole.length - 12);
    assertDoesNotThrow(() -> check(file.array()));

    file.putLong(12, 20);
    assertRefused(file.array(), "b, has 20 bytes of sequences; expected a multiple of 8");
    file.putLong(12, -8);
    assertRefused(file.array(), "b, has 18446744073709551608 bytes of sequences");
    file.putLong(12, 1L << 60);
    assertRefused(file.array(), "b, breaks off");
  }

  @Test
  void takesNoMemoryForWhatAProgramClaims() {
    PaddleParameters large =
        new PaddleParameters(
            Programs.with(Variable.parameter("w", PaddleType.FP64, Shape.of(1L << 32, 1L << 24))));
    ByteBuffer file = ByteBuffer.allocate(40).order(ByteOrder.LITTLE_ENDIAN);
    byte[] type =
        ProgramWriter.tensorType(new TensorType(PaddleType.FP64, Shape.of(1L << 32, 1L << 24)))
            .toBytes();
    file.putInt(0).putLong(0).putInt(0).putInt(type.length).put(type);

    String message =
        assertThrows(
                ModelException.class, () -> large.check(new ModelFile.Embedded(FILE, file::array)))
            .getMessage();

    assertTrue(message.contains("bytes of values; expected 576460752303423488"), message);
  }

  @Test
  void refusesParametersWithoutASize() {
    for (Shape shape : new Shape[] {Shape.of(-1, 3), Shape.of(1L << 40, 1L << 40)}) {
      PaddleParameters broken =
          new PaddleParameters(Programs.with(Variable.parameter("w", PaddleType.FP32, shape)));
      String message =
          assertThrows(
                  ModelException.class,
                  () -> broken.check(new ModelFile.Embedded(FILE, () -> whole)))
              .getMessage();
      assertTrue(
          message.startsWith("test.pdmodel declares the parameter w as FP32 " + shape), message);
    }
  }

  @Test
  void refusesEachTruncation() {
    for (int length = 0; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThrows(ModelException.class, () -> check(part), length + " bytes");
    }
  }

  /** Any values are values; all else has one form alone. */
  @Test
  void refusesEachChangeButOfValues() {
    for (int at = 0; at < whole.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] bytes = whole.clone();
        bytes[at] ^= (byte) (1 << bit);
        String where = "bit %d of byte %d".formatted(bit, at);
        if (isValue(at)) {
          assertDoesNotThrow(() -> check(bytes), where);
        } else {
          assertThrows(ModelException.class, () -> check(bytes), where);
        }
      }
    }
  }

  @Test
  void refusesNoise() {
    Random random = new Random(2);
    for (int i = 0; i < 3_000; i++) {
      byte[] bytes = new byte[random.nextInt(200)];
      random.nextBytes(bytes);
      assertThrows(ModelException.class, () -> check(bytes), "file " + i);
    }
  }

  private static boolean isValue(int at) {
    int start = 0;
    for (int values : new int[] {4, 12, 5}) {
      if (at < start + HEADER + values) {
        return at >= start + HEADER;
      }
      start += HEADER + values;
    }
    throw new AssertionError(at);
  }

  private byte[] changed(int at, int value) {
    byte[] bytes = whole.clone();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(at, value);
    return bytes;
  }

  private void check(byte[] bytes) {
    parameters.check(new ModelFile.Embedded(FILE, () -> bytes));
  }

  private void assertRefused(byte[] bytes, String expected) {
    String message = assertThrows(ModelException.class, () -> check(bytes)).getMessage();
    assertTrue(message.startsWith(FILE + ": "), message);
    assertTrue(message.contains(expected), message);
  }

  private static PaddleParameters of(String model) throws IOException {
    byte[] program = Files.readAllBytes(shared(model, "inference.pdmodel"));
    return new PaddleParameters(PaddleProgram.parse(program, model));
  }

  private static Path shared(String model, String file) {
    Path path = SHARED.resolve(model).resolve(file);
    assumeTrue(Files.exists(path), path + " is not here");
    return path;
  }
}
