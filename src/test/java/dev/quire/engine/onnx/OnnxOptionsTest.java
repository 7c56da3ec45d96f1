package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.tensor.Shape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OnnxOptionsTest {

  private static final Shape SMALL = Shape.of(1, 3, 320, 320);
  private static final Shape LARGE = Shape.of(8, 3, 800, 800);

  @Test
  void defaultsLeaveMemoryMeasurable() {
    OnnxOptions options = OnnxOptions.defaults();

    assertEquals(0, options.intraOpThreads());
    assertFalse(options.spinning());
    assertEquals(
        new CudaOptions(0, ArenaStrategy.SAME_AS_REQUESTED, AlgorithmSearch.HEURISTIC, true),
        options.cuda());
    assertEquals(Optional.empty(), options.tensorRt());
    assertEquals(options.withIntraOpThreads(3), new OnnxOptions(3, false));
  }

  @Test
  void eachPartIsReplacedAlone() {
    TensorRtOptions tensorRt = new TensorRtOptions(Path.of("cache"), 7, false, Map.of());
    CudaOptions cuda =
        new CudaOptions(1, ArenaStrategy.NEXT_POWER_OF_TWO, AlgorithmSearch.EXHAUSTIVE, false)
            .withMemoryLimitBytes(5);

    OnnxOptions options =
        OnnxOptions.defaults()
            .withIntraOpThreads(2)
            .withSpinning(true)
            .withCuda(cuda)
            .withTensorRt(tensorRt);

    assertEquals(new OnnxOptions(2, true, cuda, Optional.of(tensorRt)), options);
    assertEquals(
        new CudaOptions(5, ArenaStrategy.NEXT_POWER_OF_TWO, AlgorithmSearch.EXHAUSTIVE, false),
        cuda);
    assertEquals(
        new TensorRtOptions(
            Path.of("cache"), 7, true, Map.of("image", new ShapeProfile(SMALL, SMALL, LARGE))),
        tensorRt.withFp16(true).withProfile("image", new ShapeProfile(SMALL, SMALL, LARGE)));
  }

  @Test
  void rangesAreChecked() {
    assertRefused("must be 0 to 1024, but is -1", () -> new OnnxOptions(-1, false));
    assertRefused("must be 0 to 1024, but is 1025", () -> new OnnxOptions(1025, false));
    assertRefused(
        "memory limit of a CUDA session must be 0 (none) or more bytes, not -1",
        () -> CudaOptions.defaults().withMemoryLimitBytes(-1));
    assertRefused(
        "workspace of TensorRT must be 0 (its own choice) or more bytes, not -9",
        () -> new TensorRtOptions(Path.of("cache"), -9, false, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "image:0", "a,b"})
  void inputsThatTensorRtCannotNameAreRefused(String input) {
    assertRefused(
        "no profile for an input named '%s'".formatted(input),
        () ->
            TensorRtOptions.defaults(Path.of("cache"))
                .withProfile(input, ShapeProfile.fixed(SMALL)));
  }

  @Test
  void profilesAreConcreteAndGoUp() {
    assertEquals(new ShapeProfile(SMALL, SMALL, SMALL), ShapeProfile.fixed(SMALL));
    for (List<Shape> shapes :
        List.of(
            List.of(LARGE, SMALL, LARGE),
            List.of(SMALL, LARGE, SMALL),
            List.of(Shape.of(0, 3, 1, 1), SMALL, LARGE),
            List.of(SMALL, SMALL, Shape.of(-1, 3, 800, 800)))) {
      assertRefused(
          "must be concrete and go up from min to max",
          () -> new ShapeProfile(shapes.get(0), shapes.get(1), shapes.get(2)));
    }
    assertRefused("one rank", () -> new ShapeProfile(SMALL, SMALL, Shape.of(1, 3)));
    assertRefused("one rank", () -> ShapeProfile.fixed(Shape.of()));
  }

  @Test
  void profilesAreCopied() {
    Map<String, ShapeProfile> profiles = new HashMap<>();
    profiles.put("image", ShapeProfile.fixed(SMALL));
    TensorRtOptions options = new TensorRtOptions(Path.of("cache"), 0, false, profiles);

    profiles.clear();

    assertEquals(1, options.profiles().size());
    assertThrows(UnsupportedOperationException.class, () -> options.profiles().clear());
  }

  private static void assertRefused(String why, Executable making) {
    String message = assertThrows(IllegalArgumentException.class, making).getMessage();
    assertTrue(message.contains(why), message);
  }
}
