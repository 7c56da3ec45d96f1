package dev.quire.bench;

import dev.quire.device.DeviceId;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineFactory;
import dev.quire.engine.Precision;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFiles;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.ReusedTensors;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import dev.quire.tensor.TensorSpec;
import dev.quire.tensor.Tensors;
import java.util.List;
import java.util.Map;

/** An engine whose models do nothing: they give one number, whatever they get. */
public final class NothingFactory implements EngineFactory {

  static final String IMAGE = "image";
  static final String ANSWER = "answer";

  @Override
  public Engine engine(Map<String, String> settings) {
    return new Engine() {
      @Override
      public String name() {
        return "nothing";
      }

      @Override
      public Predictor open(ModelFiles model, DeviceId device) {
        return new Nothing();
      }
    };
  }

  private static final class Nothing implements Predictor {

    private final Tensors tensors = new ReusedTensors();
    private final Tensor answer = Tensor.allocate(ElementType.FLOAT32, Shape.of(1));

    @Override
    public List<TensorSpec> inputs() {
      return List.of(
          new TensorSpec(
              IMAGE, ElementType.UINT8, Shape.of(Shape.DYNAMIC, Shape.DYNAMIC, Shape.DYNAMIC, 3)));
    }

    @Override
    public List<TensorSpec> outputs() {
      return List.of(new TensorSpec(ANSWER, ElementType.FLOAT32, Shape.of(1)));
    }

    @Override
    public Precision precision() {
      return Precision.FP32;
    }

    @Override
    public Tensors tensors() {
      return tensors;
    }

    @Override
    public Map<String, Tensor> run(Map<String, Tensor> inputs, List<String> outputs) {
      return Map.of(ANSWER, answer);
    }

    @Override
    public void close() {}
  }
}
