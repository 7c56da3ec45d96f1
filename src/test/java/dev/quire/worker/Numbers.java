package dev.quire.worker;

import dev.quire.batch.Bucket;
import dev.quire.task.Task;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Items are numbers in one input, results the numbers of one output. */
final class Numbers implements Task<Integer, Integer> {

  static final Bucket BUCKET = new Bucket("numbers", 1);
  static final int BLANK = 0;
  static final String IN = "in";
  static final String OUT = "out";

  static Tensor tensor(int... numbers) {
    Tensor tensor = Tensor.allocate(ElementType.INT32, Shape.of(numbers.length));
    tensor.data().asIntBuffer().put(numbers);
    return tensor;
  }

  static int[] numbers(Tensor tensor) {
    int[] numbers = new int[(int) tensor.shape().elements()];
    tensor.data().asIntBuffer().get(numbers);
    return numbers;
  }

  @Override
  public List<String> outputs() {
    return List.of(OUT);
  }

  @Override
  public Map<String, Tensor> assemble(List<Integer> items, Tensors tensors) {
    return Map.of(IN, tensor(items.stream().mapToInt(Integer::intValue).toArray()));
  }

  @Override
  public List<Integer> split(Map<String, Tensor> outputs, List<Integer> items) {
    return IntStream.of(numbers(outputs.get(OUT))).boxed().toList();
  }

  @Override
  public Bucket bucket(Integer item) {
    return BUCKET;
  }

  @Override
  public Integer blank() {
    return BLANK;
  }
}
