package dev.quire.engine.paddle;

import dev.quire.engine.EngineException;
import dev.quire.model.ModelException;
import dev.quire.model.ModelFile;
import dev.quire.model.ModelFiles;
import dev.quire.model.paddle.PaddleParameters;
import dev.quire.model.paddle.PaddleProgram;
import dev.quire.tensor.ElementType;
import dev.quire.tensor.TensorSpec;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a model's files before Paddle does, which ends its process over any that is broken. It
 * needs no native code and may be asked in any process. Thread-safe.
 */
public final class PaddleModelCheck {

  /** What crosses the border between DJL and Paddle; others end the process. */
  private static final Set<ElementType> CROSSING =
      EnumSet.of(ElementType.FLOAT32, ElementType.INT32, ElementType.INT64, ElementType.UINT8);

  private static final String PIR_EXTENSION = ".json";

  /**
   * Checks that the program can be read, that the parameters are all there and are the program's,
   * and that inputs and outputs are of types that Paddle exchanges.
   *
   * @throws EngineException if a file is missing, or of a kind that Paddle 2.3 does not read
   * @throws ModelException if the program or the parameters are broken, or do not fit together
   */
  public PaddleSignature check(ModelFiles model) {
    ModelFile graph = model.graph();
    if (graph.name().endsWith(PIR_EXTENSION)) {
      throw pir(model);
    }
    byte[] bytes = bytes(model);
    // a program is a protobuf message, which never begins with a brace
    if (bytes.length > 0 && bytes[0] == '{') {
      throw pir(model);
    }
    ModelFile weights =
        model
            .weights()
            .orElseThrow(
                () ->
                    new EngineException(
                        "Model %s (%s) has no file of parameters; Paddle expects one"
                            .formatted(model.name(), graph.name())));
    PaddleProgram program = PaddleProgram.parse(bytes, graph.name());
    PaddleSignature signature = PaddleSignature.of(program);
    requireCrossing(graph, "input", signature.inputs());
    requireCrossing(graph, "output", signature.fetched());
    new PaddleParameters(program).check(weights);
    return signature;
  }

  private static byte[] bytes(ModelFiles model) {
    try {
      return model.graph().bytes();
    } catch (UncheckedIOException e) {
      throw new EngineException("Model %s: %s".formatted(model.name(), e.getMessage()), e);
    }
  }

  private static void requireCrossing(ModelFile graph, String role, List<TensorSpec> specs) {
    for (TensorSpec spec : specs) {
      if (!CROSSING.contains(spec.type())) {
        throw new ModelException(
            "%s has an %s %s of type %s, which Paddle does not exchange; expected one of %s"
                .formatted(graph.name(), role, spec.name(), spec.type(), CROSSING));
      }
    }
  }

  private static EngineException pir(ModelFiles model) {
    return new EngineException(
        ("Model %s: %s is a program in Paddle's newer format (PIR), and Paddle 2.3 reads the older"
                + " one; convert the model to ONNX with paddle2onnx, or export it again with"
                + " FLAGS_enable_pir_api=0 in the environment")
            .formatted(model.name(), model.graph().name()));
  }
}
