package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ai.onnxruntime.OrtProvider;
import dev.quire.device.DeviceId;
import dev.quire.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderPlanTest {

  @ParameterizedTest
  @ValueSource(strings = {"cpu", "cpu:0", "cpu:17"})
  void theCpuNeedsNoProvider(String device) {
    Placement placement = Placement.of(DeviceId.parse(device));

    assertEquals(new Placement.Cpu(), placement);
    assertEquals("cpu:0", placement.arena());
    assertEquals(List.of(), ProviderPlan.of(placement, everything()));
  }

  @ParameterizedTest
  @CsvSource({"gpu:0, 0", "gpu:7, 7", "gpu:012, 12", "gpu:255, 255"})
  void aGpuIsNamedByItsOrdinal(String device, int ordinal) {
    Placement placement = Placement.of(DeviceId.parse(device));

    assertEquals(new Placement.Gpu(ordinal), placement);
    assertEquals("gpu:" + ordinal, placement.arena());
    List<ProviderPlan> plans = ProviderPlan.of(placement, OnnxOptions.defaults());
    assertEquals(1, plans.size());
    assertEquals(ordinal, plans.get(0).ordinal());
  }

  @Test
  void cudaHasNoLimitByDefault() {
    assertEquals(
        List.of(
            new ProviderPlan(
                OrtProvider.CUDA,
                0,
                Map.of(
                    "arena_extend_strategy", "kSameAsRequested",
                    "cudnn_conv_algo_search", "HEURISTIC",
                    "cudnn_conv_use_max_workspace", "1",
                    "do_copy_in_default_stream", "1",
                    "use_tf32", "1"))),
        ProviderPlan.of(new Placement.Gpu(0), OnnxOptions.defaults()));
  }

  @Test
  void cudaIsSetAsAsked() {
    CudaOptions cuda =
        new CudaOptions(
            6L << 30, ArenaStrategy.NEXT_POWER_OF_TWO, AlgorithmSearch.EXHAUSTIVE, false);

    Map<String, String> settings =
        ProviderPlan.of(new Placement.Gpu(1), OnnxOptions.defaults().withCuda(cuda))
            .get(0)
            .settings();

    assertEquals(
        Map.of(
            "gpu_mem_limit", "6442450944",
            "arena_extend_strategy", "kNextPowerOfTwo",
            "cudnn_conv_algo_search", "EXHAUSTIVE",
            "cudnn_conv_use_max_workspace", "1",
            "do_copy_in_default_stream", "1",
            "use_tf32", "0"),
        settings);
  }

  @Test
  void tensorRtGoesBeforeCuda() {
    List<ProviderPlan> plans = ProviderPlan.of(new Placement.Gpu(3), everything());

    assertEquals(
        List.of(OrtProvider.TENSOR_RT, OrtProvider.CUDA),
        plans.stream().map(ProviderPlan::provider).toList());
    assertEquals(List.of(3, 3), plans.stream().map(ProviderPlan::ordinal).toList());
    String cache = Path.of("engines").toAbsolutePath().toString();
    assertEquals(
        Map.of(
            "trt_engine_cache_enable", "1",
            "trt_engine_cache_path", cache,
            "trt_timing_cache_enable", "1",
            "trt_timing_cache_path", cache,
            "trt_fp16_enable", "1",
            "trt_max_workspace_size", "1073741824",
            "trt_profile_min_shapes", "image:1x3x320x320,scale_factor:1x2",
            "trt_profile_opt_shapes", "image:4x3x640x640,scale_factor:4x2",
            "trt_profile_max_shapes", "image:8x3x800x800,scale_factor:8x2"),
        plans.get(0).settings());
  }

  @Test
  void tensorRtIsLeftAloneByDefault() {
    OnnxOptions options =
        OnnxOptions.defaults().withTensorRt(TensorRtOptions.defaults(Path.of("/engines")));

    assertEquals(
        Map.of(
            "trt_engine_cache_enable", "1",
            "trt_engine_cache_path", "/engines",
            "trt_timing_cache_enable", "1",
            "trt_timing_cache_path", "/engines",
            "trt_fp16_enable", "0"),
        ProviderPlan.of(new Placement.Gpu(0), options).get(0).settings());
  }

  @Test
  void settingsCannotBeChanged() {
    ProviderPlan plan = ProviderPlan.of(new Placement.Gpu(0), OnnxOptions.defaults()).get(0);

    assertThrows(UnsupportedOperationException.class, () -> plan.settings().clear());
  }

  private static OnnxOptions everything() {
    return OnnxOptions.defaults()
        .withTensorRt(
            new TensorRtOptions(Path.of("engines"), 1 << 30, true, Map.of())
                .withProfile(
                    "scale_factor",
                    new ShapeProfile(Shape.of(1, 2), Shape.of(4, 2), Shape.of(8, 2)))
                .withProfile(
                    "image",
                    new ShapeProfile(
                        Shape.of(1, 3, 320, 320),
                        Shape.of(4, 3, 640, 640),
                        Shape.of(8, 3, 800, 800))));
  }
}
