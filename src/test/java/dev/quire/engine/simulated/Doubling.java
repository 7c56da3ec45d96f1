package dev.quire.engine.simulated;

import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Doubles numbers; fails on {@link #POISON}. */
final class Doubling implements SimulatedModel {

  static final int POISON = 13;
  static final String IN = "in";
  static final String OUT = "out";

  static Map<String, Tensor> batch(int... numbers) {
    Tensor tensor = Tensor.allocate(ElementType.INT32, Shape.of(numbers.length));
    tensor.data().asIntBuffer().put(numbers);
    return Map.of(IN, tensor);
  }

  /** A batch of harmless numbers. */
  static Map<String, Tensor> batchOf(int size) {
    return batch(new int[size]);
  }

  static int[] numbers(Tensor tensor) {
    int[] numbers = new int[(int) tensor.shape().elements()];
    tensor.data().asIntBuffer().get(numbers);
    return numbers;
  }

  @Override
  public List<TensorSpec> inputs() {
    return List.of(new TensorSpec(IN, ElementType.INT32, Shape.of(Shape.DYNAMIC)));
  }

  @Override
  public List<TensorSpec> outputs() {
    return List.of(new TensorSpec(OUT, ElementType.INT32, Shape.of(Shape.DYNAMIC)));
  }

  @Override
  public int size(Map<String, Tensor> inputs) {
    return (int) inputs.get(IN).shape().dimension(0);
  }

  @Override
  public boolean poisoned(Map<String, Tensor> inputs) {
    return IntStream.of(numbers(inputs.get(IN))).anyMatch(number -> number == POISON);
  }

  @Override
  public Map<String, Tensor> answer(Map<String, Tensor> inputs, List<String> outputs) {
    int[] doubled = IntStream.of(numbers(inputs.get(IN))).map(number -> 2 * number).toArray();
    return Map.of(OUT, batch(doubled).get(IN));
  }
}
