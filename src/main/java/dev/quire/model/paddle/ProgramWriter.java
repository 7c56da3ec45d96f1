package dev.quire.model.paddle;

import java.util.List;
import java.util.Map;

/** Writes a program; the other half of {@link ProgramReader}. */
final class ProgramWriter {

  private ProgramWriter() {}

  static byte[] write(PaddleProgram program) {
    MessageWriter message = new MessageWriter();
    List<Block> blocks = program.blocks();
    for (int i = 0; i < blocks.size(); i++) {
      message.message(1, block(i, blocks.get(i)));
    }
    message.message(4, new MessageWriter().number(1, program.version()));
    if (!program.operatorVersions().isEmpty()) {
      message.message(5, operatorVersions(program.operatorVersions()));
    }
    return message.toBytes();
  }

  /** A TensorDesc, which stands in parameters files, too. */
  static MessageWriter tensorType(TensorType tensor) {
    return new MessageWriter()
        .number(1, tensor.type().number())
        .numbers(2, tensor.shape().dimensions());
  }

  private static MessageWriter operatorVersions(Map<String, Integer> versions) {
    MessageWriter map = new MessageWriter();
    versions.forEach(
        (operator, version) ->
            map.message(
                1,
                new MessageWriter()
                    .text(1, operator)
                    .message(2, new MessageWriter().number(1, version))));
    return map;
  }

  private static MessageWriter block(int index, Block block) {
    MessageWriter message = new MessageWriter().number(1, index).number(2, block.parent());
    block.variables().forEach(variable -> message.message(3, variable(variable)));
    block.operators().forEach(operator -> message.message(4, operator(operator)));
    return message;
  }

  private static MessageWriter variable(Variable variable) {
    MessageWriter type = new MessageWriter().number(1, variable.kind().number());
    variable
        .tensor()
        .ifPresent(
            tensor ->
                type.message(
                    3,
                    new MessageWriter()
                        .message(1, tensorType(tensor))
                        .number(2, variable.lodLevel())));
    return new MessageWriter()
        .text(1, variable.name())
        .message(2, type)
        .flag(3, variable.persistable());
  }

  private static MessageWriter operator(Operator operator) {
    MessageWriter message = new MessageWriter();
    operator.inputs().forEach((slot, names) -> message.message(1, slot(slot, names)));
    operator.outputs().forEach((slot, names) -> message.message(2, slot(slot, names)));
    message.text(3, operator.type());
    operator.attributes().forEach((name, value) -> message.message(4, attribute(name, value)));
    return message;
  }

  private static MessageWriter slot(String slot, List<String> names) {
    return new MessageWriter().text(1, slot).texts(2, names);
  }

  private static MessageWriter attribute(String name, Attribute attribute) {
    MessageWriter message = new MessageWriter().text(1, name);
    if (attribute instanceof Attribute.Int v) {
      return message.number(2, 0).number(3, v.value());
    } else if (attribute instanceof Attribute.Float32 v) {
      return message.number(2, 1).real(4, v.value());
    } else if (attribute instanceof Attribute.Text v) {
      return message.number(2, 2).text(5, v.value());
    } else if (attribute instanceof Attribute.Ints v) {
      return message.number(2, 3).numbers(6, v.values());
    } else if (attribute instanceof Attribute.Float32s v) {
      return message.number(2, 4).reals(7, v.values());
    } else if (attribute instanceof Attribute.Texts v) {
      return message.number(2, 5).texts(8, v.values());
    } else if (attribute instanceof Attribute.Flag v) {
      return message.number(2, 6).flag(10, v.value());
    } else if (attribute instanceof Attribute.Flags v) {
      return message.number(2, 7).flags(11, v.values());
    } else if (attribute instanceof Attribute.BlockIndex v) {
      return message.number(2, 8).number(12, v.index());
    } else if (attribute instanceof Attribute.Int64 v) {
      return message.number(2, 9).number(13, v.value());
    } else if (attribute instanceof Attribute.BlockIndices v) {
      return message.number(2, 10).numbers(14, v.indices());
    } else if (attribute instanceof Attribute.Int64s v) {
      return message.number(2, 11).numbers(15, v.values());
    } else if (attribute instanceof Attribute.Float64s v) {
      return message.number(2, 12).doubles(16, v.values());
    }
    throw new IllegalArgumentException("Unknown attribute " + attribute);
  }
}
