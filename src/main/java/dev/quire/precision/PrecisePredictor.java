package dev.quire.precision;

import dev.quire.engine.DeviceLostException;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A predictor of which more is known than its inputs tell: what it computes in. */
record PrecisePredictor(Predictor predictor, Precision precision) implements Predictor {

  @Override
  public List<TensorSpec> inputs() {
    return predictor.inputs();
  }

  @Override
  public List<TensorSpec> outputs() {
    return predictor.outputs();
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
    return predictor.run(inputs, outputs);
  }

  @Override
  public Tensors tensors() {
    return predictor.tensors();
  }

  @Override
  public void whenLost(Consumer<DeviceLostException> listener) {
    predictor.whenLost(listener);
  }

  @Override
  public void trim() {
    predictor.trim();
  }

  @Override
  public void close() {
    predictor.close();
  }
}
