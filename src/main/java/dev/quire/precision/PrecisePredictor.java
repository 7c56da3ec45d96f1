package dev.quire.precision;

import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import java.util.List;
import java.util.Map;

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
  public void trim() {
    predictor.trim();
  }

  @Override
  public void close() {
    predictor.close();
  }
}
