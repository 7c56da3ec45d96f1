package dev.quire.train.export;

import dev.quire.model.paddle.Attribute;
import dev.quire.model.paddle.Block;
import dev.quire.model.paddle.Operator;
import dev.quire.model.paddle.PaddleParameters;
import dev.quire.model.paddle.PaddleProgram;
import dev.quire.model.paddle.PaddleType;
import dev.quire.model.paddle.Variable;
import dev.quire.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the operators and constants of a Paddle program. */
final class PaddleWriter {

  /** The version 2.3.2, whose operators are meant. */
  private static final long VERSION = 2_003_002;

  private final List<Variable> variables = new ArrayList<>(List.of(Variable.FEED, Variable.FETCH));
  private final List<Operator> operators = new ArrayList<>();
  private final Map<String, byte[]> constants = new HashMap<>();
  private int inputs;
  private int outputs;

  /** A tensor that an operator can take; a dimension of -1 is dynamic. */
  record Value(String name, PaddleType type, Shape shape) {

    /** A tensor of the same type. */
    Value other(String name, long... dims) {
      return new Value(name, type, Shape.of(dims));
    }

    /** A tensor of the same type and shape. */
    Value other(String name) {
      return new Value(name, type, shape);
    }
  }

  /** A program with the file of its parameters. */
  record Files(byte[] program, byte[] parameters) {}

  /** The next input of the run. */
  Value input(String name, PaddleType type, long... dims) {
    operators.add(Operator.feed(name, inputs++));
    return declare(new Value(name, type, Shape.of(dims)));
  }

  /** The next output of the run. */
  void output(Value value) {
    operators.add(Operator.fetch(value.name(), outputs++));
  }

  Value floats(String name, float[] values, long... dims) {
    ByteBuffer bytes = buffer(values.length * Float.BYTES);
    bytes.asFloatBuffer().put(values);
    return constant(name, PaddleType.FP32, bytes, dims);
  }

  Value longs(String name, long... values) {
    ByteBuffer bytes = buffer(values.length * Long.BYTES);
    bytes.asLongBuffer().put(values);
    return constant(name, PaddleType.INT64, bytes, values.length);
  }

  /** Begins an operator; it is added when it is told what it makes. */
  Call call(String type) {
    return new Call(type);
  }

  /**
   * The whole, as files.
   *
   * @param name what messages call the program
   */
  Files build(String name) {
    PaddleProgram program =
        new PaddleProgram(
            name, VERSION, List.of(new Block(Block.NONE, variables, operators)), Map.of());
    return new Files(program.toBytes(), new PaddleParameters(program).toBytes(constants::get));
  }

  /** An operator with its inputs and attributes. */
  final class Call {

    private final String type;
    private final Map<String, List<String>> in = new LinkedHashMap<>();
    private final Map<String, List<String>> out = new LinkedHashMap<>();
    private final Map<String, Attribute> attributes = new LinkedHashMap<>();

    private Call(String type) {
      this.type = type;
    }

    Call in(String slot, Value... values) {
      in.put(slot, Arrays.stream(values).map(Value::name).toList());
      return this;
    }

    Call with(String name, float value) {
      return with(name, new Attribute.Float32(value));
    }

    Call with(String name, int value) {
      return with(name, new Attribute.Int(value));
    }

    Call with(String name, boolean value) {
      return with(name, new Attribute.Flag(value));
    }

    Call with(String name, String value) {
      return with(name, new Attribute.Text(value));
    }

    Call with(String name, List<Integer> values) {
      return with(name, new Attribute.Ints(values));
    }

    Call with(String name, Attribute value) {
      attributes.put(name, value);
      return this;
    }

    /** Names an output beside the one that {@link #makes} returns. */
    Call also(String slot, Value value) {
      out.put(slot, List.of(declare(value).name()));
      return this;
    }

    /** Adds the operator and returns what it makes. */
    Value makes(String slot, Value value) {
      also(slot, value);
      operators.add(new Operator(type, in, out, attributes));
      return value;
    }
  }

  private Value constant(String name, PaddleType type, ByteBuffer bytes, long... dims) {
    variables.add(Variable.parameter(name, type, Shape.of(dims)));
    constants.put(name, bytes.array());
    return new Value(name, type, Shape.of(dims));
  }

  private Value declare(Value value) {
    variables.add(Variable.tensor(value.name(), value.type(), value.shape()));
    return value;
  }

  private static ByteBuffer buffer(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
