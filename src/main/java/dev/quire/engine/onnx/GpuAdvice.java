package dev.quire.engine.onnx;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do about a GPU that a session could not be opened on: half a sentence for the person who
 * set the service up. Thread-safe.
 */
final class GpuAdvice {

  /** What ONNX Runtime's CUDA provider of version 1.28 is linked against. */
  private static final List<String> CUDA_LIBRARIES =
      List.of(
          "libcudart.so.12",
          "libcublas.so.12",
          "libcublasLt.so.12",
          "libcufft.so.11",
          "libcurand.so.10",
          "libcudnn.so.9");

  private static final List<String> TENSORRT_LIBRARIES =
      List.of("libnvinfer.so.10", "libnvinfer_plugin.so.10", "libnvonnxparser.so.10");

  private static final String IMAGE = "use the GPU image, or one with CUDA 12 and cuDNN 9";
  private static final String TENSORRT = "install TensorRT 10 for CUDA 12, or turn TensorRT off";
  private static final String DRIVER =
      "check nvidia-smi, and that the container was given its GPUs"
          + " (--gpus, or the NVIDIA device plugin)";

  private static final Pattern MISSING =
      Pattern.compile("(lib[\\w.+-]+?\\.so[.\\d]*): cannot open shared object file");

  private static final Pattern NOT_LOADED =
      Pattern.compile(
          "Failed to load (?:shared )?library|Provider not available", Pattern.CASE_INSENSITIVE);

  private static final Pattern NOT_BUILT = Pattern.compile("Failed to find \\w+ shared provider");

  private static final String BUILD =
      "use the build with the Maven profile 'gpu', and a folder onnxruntime.native.path, if that"
          + " property is set, that has all of its libraries";

  private static final Pattern TENSORRT_NAME =
      Pattern.compile("tensor_?rt", Pattern.CASE_INSENSITIVE);

  private static final Pattern CUDA_CODE = Pattern.compile("CUDA failure (\\d{1,4})\\b");

  /** No usable driver: too old (35), no device (100), driver and image at odds (803, 804). */
  private static final Set<String> DRIVER_CODES = Set.of("35", "100", "803", "804");

  private static final String NO_SUCH_DEVICE_CODE = "101";

  private final Predicate<String> installed;

  /**
   * @param installed whether a shared library is there, by its file name
   */
  GpuAdvice(Predicate<String> installed) {
    this.installed = installed;
  }

  /**
   * The advice on an error.
   *
   * @param error the whole text of ONNX Runtime's error
   */
  Optional<String> about(String error) {
    Matcher missing = MISSING.matcher(error);
    if (missing.find()) {
      return Optional.of(missing.group(1) + " is missing: " + remedy(missing.group(1)));
    }
    if (NOT_BUILT.matcher(error).find()) {
      return Optional.of(BUILD);
    }
    if (NOT_LOADED.matcher(error).find()) {
      return Optional.of(notLoaded(error));
    }
    Matcher code = CUDA_CODE.matcher(error);
    if (code.find()) {
      return Optional.ofNullable(coded(code.group(1)));
    }
    return Optional.empty();
  }

  /** ONNX Runtime writes which library was missing to its log only, so it is looked up here. */
  private String notLoaded(String error) {
    boolean tensorRt = TENSORRT_NAME.matcher(error).find();
    List<String> needed = tensorRt ? TENSORRT_LIBRARIES : CUDA_LIBRARIES;
    List<String> absent = needed.stream().filter(installed.negate()).toList();
    return (absent.isEmpty()
            ? "the log of ONNX Runtime, on the standard error, names the library: "
            : "not found on the library path: " + String.join(", ", absent) + ": ")
        + (tensorRt ? TENSORRT : IMAGE);
  }

  private static String remedy(String library) {
    if (library.startsWith("libcuda.") || library.startsWith("libnvidia-")) {
      return "it belongs to the NVIDIA driver: " + DRIVER;
    }
    return library.startsWith("libnvinfer") || library.startsWith("libnvonnxparser")
        ? TENSORRT
        : IMAGE;
  }

  private static String coded(String code) {
    if (DRIVER_CODES.contains(code)) {
      return "the NVIDIA driver is missing or does not fit CUDA 12: " + DRIVER;
    }
    return NO_SUCH_DEVICE_CODE.equals(code)
        ? "this process has fewer GPUs: compare nvidia-smi -L and CUDA_VISIBLE_DEVICES"
        : null;
  }
}
