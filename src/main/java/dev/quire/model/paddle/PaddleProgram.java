package dev.quire.model.paddle;

import dev.quire.model.ModelException;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.TensorSpec;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * A program of Paddle 2.x ({@code .pdmodel}, {@code __model__}), read and checked: what Paddle
 * 2.3's own reader demands, inputs and outputs that are there, each variable declared once and
 * before it is spoken of. Whether Paddle knows each operator, and each its attributes, is not
 * checked. Immutable.
 *
 * <p>What inference does not ask for is not kept: the place in the source code where training
 * declared a variable, and the types of variables that are no tensors.
 *
 * @param name what messages call the file
 * @param version of the Paddle that wrote it, such as 2003002 for 2.3.2; 0 where a development
 *     build did
 * @param blocks the main block, which the run begins with, and those inside its operators
 * @param operatorVersions which revision of each operator was meant, where that was written
 */
public record PaddleProgram(
    String name, long version, List<Block> blocks, Map<String, Integer> operatorVersions) {

  /** Sorts as Paddle does when it reads the parameters: by the bytes of the name. */
  private static final Comparator<Variable> BY_NAME =
      (a, b) -> Arrays.compareUnsigned(utf8(a.name()), utf8(b.name()));

  /**
   * @throws ModelException if it is not a program that could run; the message names the file
   */
  public PaddleProgram {
    Objects.requireNonNull(name, "name");
    blocks = List.copyOf(blocks);
    operatorVersions = Collections.unmodifiableMap(new TreeMap<>(operatorVersions));
    new ProgramChecks(name).check(blocks);
  }

  /**
   * Reads a program.
   *
   * @param name what messages call the file
   * @throws ModelException if it is broken, or no program; the message names the file, what was
   *     found and what was expected
   */
  public static PaddleProgram parse(byte[] bytes, String name) {
    return new ProgramReader(name).read(bytes);
  }

  /** The program as a file's contents. The same program gives the same bytes. */
  public byte[] toBytes() {
    return ProgramWriter.write(this);
  }

  /**
   * What a run must be given, in order.
   *
   * @throws ModelException if one has an element type that does not cross to an engine
   */
  public List<TensorSpec> inputs() {
    return main().inputs().stream().map(input -> spec("input", input, input.name())).toList();
  }

  /**
   * What a run gives, in order. Each is called by its position, {@code fetch_name_0}, {@code
   * fetch_name_1} and so on, as Paddle2ONNX names them, because the names that Paddle made up say
   * nothing. Type and shape are those declared; programs of Paddle 1.x may declare them wrongly, as
   * a run finds out for itself.
   *
   * @throws ModelException if one has an element type that does not cross to an engine
   */
  public List<TensorSpec> outputs() {
    List<Variable> outputs = main().outputs();
    return IntStream.range(0, outputs.size())
        .mapToObj(i -> spec("output", outputs.get(i), "fetch_name_" + i))
        .toList();
  }

  /** The tensors that the parameters file holds, in its order. */
  public List<Variable> parameters() {
    return blocks.get(0).variables().stream()
        .filter(Variable::isParameter)
        .sorted(BY_NAME)
        .toList();
  }

  private Endpoints main() {
    return new Endpoints(name, blocks.get(0));
  }

  private TensorSpec spec(String role, Variable variable, String called) {
    TensorType tensor = variable.requireTensor();
    ElementType type =
        tensor
            .type()
            .elementType()
            .orElseThrow(
                () ->
                    new ModelException(
                        "%s has an %s %s of type %s; expected one of %s"
                            .formatted(
                                name,
                                role,
                                variable.name(),
                                tensor.type(),
                                Arrays.toString(ElementType.values()))));
    return new TensorSpec(called, type, tensor.shape());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
