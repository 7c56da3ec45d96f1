package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OnnxEngineFactoryTest {

  @Test
  void optionsCrossWhole() {
    assertCrosses(OnnxOptions.defaults());
    assertCrosses(
        new OnnxOptions(3, true)
            .withCuda(
                new CudaOptions(
                    1L << 40, ArenaStrategy.NEXT_POWER_OF_TWO, AlgorithmSearch.EXHAUSTIVE, false)));
    assertCrosses(
        OnnxOptions.defaults().withTensorRt(TensorRtOptions.defaults(Path.of("/cache folder"))));
    assertCrosses(
        OnnxOptions.defaults()
            .withTensorRt(
                new TensorRtOptions(Path.of("/cache"), 12, true, Map.of())
                    .withProfile(
                        "image",
                        new ShapeProfile(
                            Shape.of(1, 3, 640, 640),
                            Shape.of(8, 3, 800, 800),
                            Shape.of(32, 3, 800, 800)))
                    .withProfile("scale=factor", ShapeProfile.fixed(Shape.of(2)))));
  }

  private static void assertCrosses(OnnxOptions options) {
    assertEquals(options, OnnxEngineFactory.options(OnnxEngineFactory.settings(options)));
  }

  @Test
  void settingsThatAreMissingAreNamed() {
    Map<String, String> settings =
        new HashMap<>(OnnxEngineFactory.settings(OnnxOptions.defaults()));
    settings.remove("threads");
    String message =
        assertThrows(IllegalArgumentException.class, () -> new OnnxEngineFactory().engine(settings))
            .getMessage();
    assertTrue(message.contains("threads expected"), message);
  }
}
