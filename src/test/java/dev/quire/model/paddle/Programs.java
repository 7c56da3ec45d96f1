package dev.quire.model.paddle;

import dev.quire.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Programs for the tests. */
final class Programs {

  static final String NAME = "test.pdmodel";

  private Programs() {}

  /** Two inputs, three parameters, two outputs, an inner block and an attribute of each type. */
  static PaddleProgram rich() {
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    attributes.put("int", new Attribute.Int(-7));
    attributes.put("float", new Attribute.Float32(0.1f));
    attributes.put("string", new Attribute.Text("EXPLICIT"));
    attributes.put("ints", new Attribute.Ints(List.of(1, -1, Integer.MIN_VALUE)));
    attributes.put("floats", new Attribute.Float32s(List.of(2f, Float.NaN)));
    attributes.put("strings", new Attribute.Texts(List.of("", "ü")));
    attributes.put("boolean", new Attribute.Flag(true));
    attributes.put("booleans", new Attribute.Flags(List.of(true, false)));
    attributes.put("block", new Attribute.BlockIndex(1));
    attributes.put("long", new Attribute.Int64(1L << 40));
    attributes.put("blocks", new Attribute.BlockIndices(List.of(1, 0)));
    attributes.put("longs", new Attribute.Int64s(List.of(Long.MIN_VALUE, 5L)));
    attributes.put("float64s", new Attribute.Float64s(List.of(0.1, -2.0)));
    attributes.put("none", new Attribute.Ints(List.of()));
    Map<String, List<String>> taken = new LinkedHashMap<>();
    taken.put("X", List.of("x", "w"));
    taken.put("Ids", List.of("ids"));
    taken.put("Without", List.of("@EMPTY@"));
    taken.put("Nothing", List.of());
    Block main =
        new Block(
            Block.NONE,
            List.of(
                Variable.FEED,
                Variable.FETCH,
                Variable.tensor("x", PaddleType.FP32, Shape.of(-1, 3, -1, -1)),
                Variable.tensor("ids", PaddleType.INT64, Shape.of(-1, 2)),
                Variable.parameter("w", PaddleType.FP32, Shape.of(2, 3)),
                Variable.parameter("Z", PaddleType.FP16, Shape.of(5)),
                Variable.parameter("a.b_0", PaddleType.BOOL, Shape.of(1, 1, 3)),
                Variable.tensor("y", PaddleType.FP32, Shape.of(-1, 7)),
                Variable.tensor("n", PaddleType.INT32, Shape.of(-1)),
                new Variable("scopes", VariableKind.STEP_SCOPES, Optional.empty(), false, 0)),
            List.of(
                Operator.feed("ids", 1),
                Operator.feed("x", 0),
                new Operator("while", taken, Map.of("Out", List.of("y", "n")), attributes),
                Operator.fetch("n", 1),
                Operator.fetch("y", 0)));
    Block inner =
        new Block(
            0,
            List.of(Variable.tensor("z", PaddleType.FP64, Shape.of())),
            List.of(
                new Operator(
                    "scale", Map.of("X", List.of("x")), Map.of("Out", List.of("z")), Map.of())));
    return new PaddleProgram(NAME, 2_003_002, List.of(main, inner), Map.of("while", 1, "scale", 2));
  }

  /** {@code y = relu(x)}, with what a test adds. */
  static PaddleProgram relu(List<Variable> variables, List<Operator> operators) {
    List<Variable> allVariables =
        new ArrayList<>(
            List.of(
                Variable.FEED,
                Variable.FETCH,
                Variable.tensor("x", PaddleType.FP32, Shape.of(-1, 4)),
                Variable.tensor("y", PaddleType.FP32, Shape.of(-1, 4))));
    allVariables.addAll(variables);
    List<Operator> allOperators =
        new ArrayList<>(
            List.of(
                Operator.feed("x", 0),
                new Operator(
                    "relu", Map.of("X", List.of("x")), Map.of("Out", List.of("y")), Map.of()),
                Operator.fetch("y", 0)));
    allOperators.addAll(operators);
    return new PaddleProgram(
        NAME, 0, List.of(new Block(Block.NONE, allVariables, allOperators)), Map.of());
  }

  /** The same with parameters. */
  static PaddleProgram with(Variable... parameters) {
    return relu(List.of(parameters), List.of());
  }
}
