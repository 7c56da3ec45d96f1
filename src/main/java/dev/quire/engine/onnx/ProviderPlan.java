package dev.quire.engine.onnx;

import ai.onnxruntime.OrtProvider;
import dev.quire.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One execution provider of a session, with its settings as ONNX Runtime names them. Immutable.
 *
 * @param provider {@link OrtProvider#CUDA} or {@link OrtProvider#TENSOR_RT}
 * @param ordinal the CUDA device
 */
record ProviderPlan(OrtProvider provider, int ordinal, Map<String, String> settings) {

  ProviderPlan {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
  }

  /**
   * The providers that a session adds to the CPU's, first choice first. The CPU's own needs no
   * adding: ONNX Runtime always has it, last.
   */
  static List<ProviderPlan> of(Placement placement, OnnxOptions options) {
    if (!(placement instanceof Placement.Gpu gpu)) {
      return List.of();
    }
    List<ProviderPlan> plans = new ArrayList<>();
    options
        .tensorRt()
        .map(tensorRt -> new ProviderPlan(OrtProvider.TENSOR_RT, gpu.ordinal(), of(tensorRt)))
        .ifPresent(plans::add);
    plans.add(new ProviderPlan(OrtProvider.CUDA, gpu.ordinal(), of(options.cuda())));
    return List.copyOf(plans);
  }

  private static Map<String, String> of(CudaOptions cuda) {
    Map<String, String> settings = new LinkedHashMap<>();
    if (cuda.memoryLimitBytes() > 0) {
      settings.put("gpu_mem_limit", Long.toString(cuda.memoryLimitBytes()));
    }
    settings.put("arena_extend_strategy", cuda.arena().value());
    settings.put("cudnn_conv_algo_search", cuda.search().name());
    // without it cuDNN is held to 32 MiB and drops the faster algorithms
    settings.put("cudnn_conv_use_max_workspace", "1");
    // copies on a stream of their own race with the kernels that read them
    settings.put("do_copy_in_default_stream", "1");
    settings.put("use_tf32", flag(cuda.tf32()));
    return settings;
  }

  private static Map<String, String> of(TensorRtOptions tensorRt) {
    Map<String, String> settings = new LinkedHashMap<>();
    Path cache = tensorRt.engineCache().toAbsolutePath();
    settings.put("trt_engine_cache_enable", "1");
    settings.put("trt_engine_cache_path", cache.toString());
    settings.put("trt_timing_cache_enable", "1");
    settings.put("trt_timing_cache_path", cache.toString());
    settings.put("trt_fp16_enable", flag(tensorRt.fp16()));
    if (tensorRt.workspaceBytes() > 0) {
      settings.put("trt_max_workspace_size", Long.toString(tensorRt.workspaceBytes()));
    }
    if (!tensorRt.profiles().isEmpty()) {
      settings.put("trt_profile_min_shapes", shapes(tensorRt, ShapeProfile::min));
      settings.put("trt_profile_opt_shapes", shapes(tensorRt, ShapeProfile::opt));
      settings.put("trt_profile_max_shapes", shapes(tensorRt, ShapeProfile::max));
    }
    return settings;
  }

  private static String shapes(TensorRtOptions tensorRt, Function<ShapeProfile, Shape> pick) {
    return tensorRt.profiles().entrySet().stream()
        .map(input -> input.getKey() + ":" + dimensions(pick.apply(input.getValue())))
        .collect(Collectors.joining(","));
  }

  private static String dimensions(Shape shape) {
    return shape.dimensions().stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  private static String flag(boolean on) {
    return on ? "1" : "0";
  }
}
