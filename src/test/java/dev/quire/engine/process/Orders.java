package dev.quire.engine.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.quire.engine.Predictor;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.Shape;
import dev.quire.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** How tests tell predictors of {@link ScriptedFactory} what to do. */
final class Orders {

  private Orders() {}

  static ModelFiles model() {
    return new ModelFiles(
        "scripted",
        new ModelFile.Embedded("graph", () -> new byte[3]),
        Optional.of(new ModelFile.Embedded("weights", () -> new byte[2])));
  }

  static byte[] harmless(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    if (size > 0) {
      bytes[0] = 1;
    }
    return bytes;
  }

  static long sum(byte[] bytes) {
    long sum = 0;
    for (byte each : bytes) {
      sum += Byte.toUnsignedInt(each);
    }
    return sum;
  }

  static Tensor shared(Predictor predictor, byte[] bytes) {
    Tensor tensor =
        predictor
            .tensors()
            .tensor(ScriptedFactory.INPUT, ElementType.UINT8, Shape.of(bytes.length));
    tensor.data().put(0, bytes);
    return tensor;
  }

  static Map<String, Tensor> run(Predictor predictor, Tensor input, String... outputs) {
    return predictor.run(Map.of(ScriptedFactory.INPUT, input), List.of(outputs));
  }

  static void order(Predictor predictor, byte order) {
    run(predictor, shared(predictor, new byte[] {order}), ScriptedFactory.SUM);
  }

  static Map<String, String> facts(Predictor predictor) {
    Tensor facts =
        run(predictor, shared(predictor, new byte[] {1}), ScriptedFactory.FACTS)
            .get(ScriptedFactory.FACTS);
    Map<String, String> all = new HashMap<>();
    for (String line : new String(bytes(facts), UTF_8).split("\n")) {
      all.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
    }
    return all;
  }

  static byte[] bytes(Tensor tensor) {
    byte[] bytes = new byte[tensor.data().limit()];
    tensor.data().get(0, bytes);
    return bytes;
  }
}
