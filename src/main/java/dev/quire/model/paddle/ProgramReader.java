package dev.quire.model.paddle;

import com.google.protobuf.ByteString;
import dev.quire.model.ModelException;
import dev.quire.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a program. The field numbers, here and in {@link ProgramWriter}, are those of {@code
 * paddle/fluid/framework/framework.proto} of Paddle 2.3.
 */
final class ProgramReader {

  /** A program has no weights in it: the largest take a few MiB. */
  private static final int MOST_BYTES = 64 << 20;

  private final String name;

  ProgramReader(String name) {
    this.name = name;
  }

  /**
   * @throws ModelException if it is broken, or no program
   */
  PaddleProgram read(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MOST_BYTES) {
      throw new ModelException(
          "%s has %d bytes; expected a Paddle program, of at most %d"
              .formatted(name, bytes.length, MOST_BYTES));
    }
    Fields program = Fields.parse(name, ByteString.copyFrom(bytes));
    List<Fields> blocks = program.messages(1, "block");
    if (blocks.isEmpty()) {
      throw new ModelException(
          "%s: %d bytes without a block; expected a Paddle program".formatted(name, bytes.length));
    }
    Map<String, Integer> versions = new LinkedHashMap<>();
    program
        .optionalMessage(5)
        .map(map -> map.messages(1, "operator version"))
        .orElse(List.of())
        .forEach(pair -> versions.put(pair.name(1, "operator"), operatorVersion(pair)));
    return new PaddleProgram(
        name,
        program.optionalMessage(4).flatMap(version -> version.number(1)).orElse(0L),
        blocks.stream().map(ProgramReader::block).toList(),
        versions);
  }

  private static int operatorVersion(Fields pair) {
    return (int) pair.message(2, "version").number(1, "version");
  }

  private static Block block(Fields block) {
    block.number(1, "index");
    return new Block(
        (int) block.number(2, "parent"),
        block.messages(3, "variable").stream().map(ProgramReader::variable).toList(),
        block.messages(4, "operator").stream().map(ProgramReader::operator).toList());
  }

  private static Variable variable(Fields variable) {
    Fields type = variable.message(2, "type");
    long number = type.number(1, "type");
    VariableKind kind =
        VariableKind.of((int) number)
            .orElseThrow(
                () ->
                    variable.error("has kind %d; Paddle 2.3 knows no such kind".formatted(number)));
    Optional<Fields> tensor =
        kind == VariableKind.TENSOR
            ? Optional.of(type.message(3, "tensor description"))
            : Optional.empty();
    return new Variable(
        variable.name(1, "name"),
        kind,
        tensor.map(description -> tensorType(description.message(1, "tensor type"))),
        variable.number(3).orElse(0L) != 0,
        tensor.flatMap(description -> description.number(2)).orElse(0L).intValue());
  }

  /**
   * Reads a TensorDesc, which stands in parameters files, too.
   *
   * @throws ModelException if it has no type, or no possible shape
   */
  static TensorType tensorType(Fields tensor) {
    long number = tensor.number(1, "element type");
    List<Long> dimensions = tensor.numbers(2);
    if (dimensions.stream().anyMatch(dimension -> dimension < Shape.DYNAMIC)) {
      throw tensor.error("has a negative dimension in " + dimensions);
    }
    if (dimensions.size() > TensorType.MOST_DIMENSIONS) {
      throw tensor.error(
          "has %d dimensions; Paddle has at most %d"
              .formatted(dimensions.size(), TensorType.MOST_DIMENSIONS));
    }
    return new TensorType(
        PaddleType.of((int) number)
            .orElseThrow(
                () ->
                    tensor.error(
                        "has element type %d; Paddle 2.3 knows no such type".formatted(number))),
        new Shape(dimensions));
  }

  private static Operator operator(Fields operator) {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (Fields attribute : operator.messages(4, "attribute")) {
      if (attributes.put(attribute.name(1, "name"), attribute(attribute)) != null) {
        throw attribute.error("has the name of one before it, " + attribute.name(1, "name"));
      }
    }
    return new Operator(
        operator.name(3, "type"),
        slots(operator.messages(1, "input")),
        slots(operator.messages(2, "output")),
        attributes);
  }

  private static Map<String, List<String>> slots(List<Fields> messages) {
    Map<String, List<String>> slots = new LinkedHashMap<>();
    for (Fields slot : messages) {
      if (slots.put(slot.name(1, "slot"), slot.names(2, "variable")) != null) {
        throw slot.error("has the name of one before it, " + slot.name(1, "slot"));
      }
    }
    return slots;
  }

  private static Attribute attribute(Fields attribute) {
    long type = attribute.number(2, "type");
    return switch ((int) type) {
      case 0 -> new Attribute.Int(integer(attribute, 3));
      case 1 -> new Attribute.Float32(attribute.real(4).orElse(0f));
      case 2 -> new Attribute.Text(attribute.text(5).orElse(""));
      case 3 -> new Attribute.Ints(integers(attribute, 6));
      case 4 -> new Attribute.Float32s(attribute.reals(7));
      case 5 -> new Attribute.Texts(attribute.texts(8));
      case 6 -> new Attribute.Flag(attribute.number(10).orElse(0L) != 0);
      case 7 -> new Attribute.Flags(attribute.numbers(11).stream().map(v -> v != 0).toList());
      case 8 -> new Attribute.BlockIndex(integer(attribute, 12));
      case 9 -> new Attribute.Int64(attribute.number(13).orElse(0L));
      case 10 -> new Attribute.BlockIndices(integers(attribute, 14));
      case 11 -> new Attribute.Int64s(attribute.numbers(15));
      case 12 -> new Attribute.Float64s(attribute.doubles(16));
      default ->
          throw attribute.error(
              "%s has type %d; Paddle 2.3 knows 0 to 12"
                  .formatted(attribute.name(1, "name"), type));
    };
  }

  private static int integer(Fields attribute, int field) {
    return attribute.number(field).orElse(0L).intValue();
  }

  private static List<Integer> integers(Fields attribute, int field) {
    return attribute.numbers(field).stream().map(Long::intValue).toList();
  }
}
