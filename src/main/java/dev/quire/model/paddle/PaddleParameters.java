package dev.quire.model.paddle;

import com.google.protobuf.ByteString;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.tensor.Shape;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * The file that holds all of a program's parameters ({@code .pdiparams}, {@code __params__}). It
 * gives no names: the tensors follow each other in the order of {@link PaddleProgram#parameters()},
 * each as Paddle 2.3's {@code SerializeToStream} writes it, in little endian:
 *
 * <pre>
 * uint32  0, the version of what follows
 * uint64  levels of nested sequences; for each a uint64 size and so many bytes
 * uint32  0, the version of what follows
 * int32   size of the TensorDesc
 *         TensorDesc: element type and dimensions
 *         the values
 * </pre>
 *
 * Paddle ends the process over a file that is not like that, so it should be checked before.
 * Immutable.
 */
public final class PaddleParameters {

  private static final int VERSION = 0;

  /** A TensorDesc with as many dimensions as Paddle allows, each as long as can be, takes 101. */
  private static final int MOST_DESCRIPTION_BYTES = 256;

  private final PaddleProgram program;
  private final List<Variable> parameters;

  public PaddleParameters(PaddleProgram program) {
    this.program = Objects.requireNonNull(program, "program");
    this.parameters = program.parameters();
  }

  /**
   * Compares a file with the program. Reads all of it, but holds none of its values.
   *
   * @throws ModelException if Paddle could not load it, or something is missing, left over or not
   *     as the program declares it; the message names the file, the parameter, what was found and
   *     what was expected
   */
  public void check(ModelFile file) {
    try (ParameterStream stream = ParameterStream.open(file)) {
      for (int i = 0; i < parameters.size(); i++) {
        check(
            "%s: parameter %d of %d, %s,"
                .formatted(file.name(), i + 1, parameters.size(), parameters.get(i).name()),
            parameters.get(i),
            stream);
      }
      if (stream.left() > 0) {
        throw new ModelException(
            "%s: %d bytes follow the last of the %d parameters; expected none, as %s declares no more"
                .formatted(file.name(), stream.left(), parameters.size(), program.name()));
      }
    } catch (IOException e) {
      throw new ModelException("%s cannot be read: %s".formatted(file.name(), e.getMessage()), e);
    }
  }

  /**
   * The file for these values.
   *
   * @param values of each parameter by its name, row by row in little endian
   * @throws IllegalArgumentException if one has another size than the program says
   */
  public byte[] toBytes(Function<String, byte[]> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Variable parameter : parameters) {
      byte[] data = values.apply(parameter.name());
      long size = size(parameter);
      if (data.length != size) {
        throw new IllegalArgumentException(
            "The parameter %s has %d bytes; expected %d for %s"
                .formatted(parameter.name(), data.length, size, parameter.requireTensor()));
      }
      byte[] description = ProgramWriter.tensorType(parameter.requireTensor()).toBytes();
      out.writeBytes(header(description.length));
      out.writeBytes(description);
      out.writeBytes(data);
    }
    return out.toByteArray();
  }

  private static byte[] header(int descriptionBytes) {
    return ByteBuffer.allocate(2 * Integer.BYTES + Long.BYTES + Integer.BYTES)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(VERSION)
        .putLong(0)
        .putInt(VERSION)
        .putInt(descriptionBytes)
        .array();
  }

  private void check(String where, Variable parameter, ParameterStream stream) throws IOException {
    TensorType expected = parameter.requireTensor();
    long size = size(parameter);
    if (stream.left() == 0) {
      throw new ModelException("%s is missing; expected %s".formatted(where, expected));
    }
    try {
      requireVersion(where, stream.int32());
      skipSequences(where, stream);
      requireVersion(where, stream.int32());
      TensorType found = description(where, stream);
      if (!found.equals(expected)) {
        throw new ModelException(
            "%s is %s; expected %s, as %s declares it"
                .formatted(where, found, expected, program.name()));
      }
      if (size > stream.left()) {
        throw new ModelException(
            "%s has %d bytes of values; expected %d for %s"
                .formatted(where, stream.left(), size, expected));
      }
      stream.skip(size);
    } catch (EOFException e) {
      throw new ModelException("%s breaks off: %s".formatted(where, e.getMessage()), e);
    }
  }

  private static void requireVersion(String where, int version) {
    if (version != VERSION) {
      throw new ModelException(
          "%s has format version %s; expected %d"
              .formatted(where, Integer.toUnsignedString(version), VERSION));
    }
  }

  private static void skipSequences(String where, ParameterStream stream) throws IOException {
    long levels = stream.int64();
    if (levels < 0 || levels > stream.left() / Long.BYTES) {
      throw new ModelException(
          "%s has %s levels of sequences; expected few, mostly none"
              .formatted(where, Long.toUnsignedString(levels)));
    }
    for (long level = 0; level < levels; level++) {
      long size = stream.int64();
      // Paddle makes room for whole offsets, and reads whatever the size says.
      if (size < 0 || size % Long.BYTES != 0) {
        throw new ModelException(
            "%s has %s bytes of sequences; expected a multiple of %d"
                .formatted(where, Long.toUnsignedString(size), Long.BYTES));
      }
      stream.skip(size);
    }
  }

  private static TensorType description(String where, ParameterStream stream) throws IOException {
    int size = stream.int32();
    if (size <= 0 || size > MOST_DESCRIPTION_BYTES) {
      throw new ModelException(
          "%s has a description of %d bytes; expected 1 to %d"
              .formatted(where, size, MOST_DESCRIPTION_BYTES));
    }
    ByteString bytes = stream.bytes(size);
    return ProgramReader.tensorType(Fields.parse(where, bytes));
  }

  private long size(Variable parameter) {
    TensorType tensor = parameter.requireTensor();
    Shape shape = tensor.shape();
    try {
      return Math.multiplyExact(shape.elements(), tensor.type().bytes());
    } catch (IllegalStateException | ArithmeticException e) {
      throw new ModelException(
          "%s declares the parameter %s as %s; expected a size that a file can have"
              .formatted(program.name(), parameter.name(), tensor),
          e);
    }
  }
}
