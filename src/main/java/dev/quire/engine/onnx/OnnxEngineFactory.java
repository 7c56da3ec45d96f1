package dev.quire.engine.onnx;

import dev.quire.engine.Engine;
import dev.quire.engine.EngineFactory;
import dev.quire.tensor.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes an {@link OnnxEngine} in the process that it is to run in. Thread-safe. */
public final class OnnxEngineFactory implements EngineFactory {

  private static final String THREADS = "threads";
  private static final String SPINNING = "spinning";
  private static final String CUDA_LIMIT = "cuda.limit";
  private static final String CUDA_ARENA = "cuda.arena";
  private static final String CUDA_SEARCH = "cuda.search";
  private static final String CUDA_TF32 = "cuda.tf32";
  private static final String CACHE = "tensorrt.cache";
  private static final String WORKSPACE = "tensorrt.workspace";
  private static final String FP16 = "tensorrt.fp16";
  private static final String PROFILE = "tensorrt.profile.";

  /** The options as settings that can be sent to another process. */
  public static Map<String, String> settings(OnnxOptions options) {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(THREADS, Integer.toString(options.intraOpThreads()));
    settings.put(SPINNING, Boolean.toString(options.spinning()));
    settings.put(CUDA_LIMIT, Long.toString(options.cuda().memoryLimitBytes()));
    settings.put(CUDA_ARENA, options.cuda().arena().name());
    settings.put(CUDA_SEARCH, options.cuda().search().name());
    settings.put(CUDA_TF32, Boolean.toString(options.cuda().tf32()));
    options
        .tensorRt()
        .ifPresent(
            tensorRt -> {
              settings.put(CACHE, tensorRt.engineCache().toAbsolutePath().toString());
              settings.put(WORKSPACE, Long.toString(tensorRt.workspaceBytes()));
              settings.put(FP16, Boolean.toString(tensorRt.fp16()));
              tensorRt
                  .profiles()
                  .forEach((input, profile) -> settings.put(PROFILE + input, text(profile)));
            });
    return settings;
  }

  private static String text(ShapeProfile profile) {
    return text(profile.min()) + "," + text(profile.opt()) + "," + text(profile.max());
  }

  private static String text(Shape shape) {
    return shape.dimensions().stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  @Override
  public Engine engine(Map<String, String> settings) {
    return new OnnxEngine(options(settings));
  }

  /** What {@link #settings} was given. */
  static OnnxOptions options(Map<String, String> settings) {
    return new OnnxOptions(
        Integer.parseInt(required(settings, THREADS)),
        Boolean.parseBoolean(required(settings, SPINNING)),
        new CudaOptions(
            Long.parseLong(required(settings, CUDA_LIMIT)),
            ArenaStrategy.valueOf(required(settings, CUDA_ARENA)),
            AlgorithmSearch.valueOf(required(settings, CUDA_SEARCH)),
            Boolean.parseBoolean(required(settings, CUDA_TF32))),
        settings.containsKey(CACHE) ? Optional.of(tensorRt(settings)) : Optional.empty());
  }

  private static TensorRtOptions tensorRt(Map<String, String> settings) {
    Map<String, ShapeProfile> profiles = new LinkedHashMap<>();
    settings.forEach(
        (key, value) -> {
          if (key.startsWith(PROFILE)) {
            profiles.put(key.substring(PROFILE.length()), profile(value));
          }
        });
    return new TensorRtOptions(
        Path.of(required(settings, CACHE)),
        Long.parseLong(required(settings, WORKSPACE)),
        Boolean.parseBoolean(required(settings, FP16)),
        profiles);
  }

  private static ShapeProfile profile(String text) {
    Shape[] shapes =
        Arrays.stream(text.split(",")).map(OnnxEngineFactory::shape).toArray(Shape[]::new);
    return new ShapeProfile(shapes[0], shapes[1], shapes[2]);
  }

  private static Shape shape(String text) {
    return Shape.of(Arrays.stream(text.split("x")).mapToLong(Long::parseLong).toArray());
  }

  private static String required(Map<String, String> settings, String key) {
    String value = settings.get(key);
    if (value == null) {
      throw new IllegalArgumentException("Settings %s found, %s expected".formatted(settings, key));
    }
    return value;
  }
}
