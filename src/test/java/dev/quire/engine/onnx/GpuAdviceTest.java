package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GpuAdviceTest {

  private static final String IMAGE = "use the GPU image, or one with CUDA 12 and cuDNN 9";
  private static final String DRIVER =
      "check nvidia-smi, and that the container was given its GPUs (--gpus, or the NVIDIA device"
          + " plugin)";

  private final GpuAdvice all = new GpuAdvice(library -> true);

  @Test
  void namesTheLibraryThatTheErrorNames() {
    assertEquals(
        Optional.of("libcudnn.so.9 is missing: " + IMAGE),
        all.about(
            "Failed to load library libonnxruntime_providers_cuda.so with error: libcudnn.so.9:"
                + " cannot open shared object file: No such file or directory"));
    assertEquals(
        Optional.of("libcublasLt.so.12 is missing: " + IMAGE),
        all.about("libcublasLt.so.12: cannot open shared object file: No such file"));
    assertEquals(
        Optional.of("libcuda.so.1 is missing: it belongs to the NVIDIA driver: " + DRIVER),
        all.about("libcuda.so.1: cannot open shared object file: No such file or directory"));
    assertEquals(
        Optional.of(
            "libnvinfer.so.10 is missing: install TensorRT 10 for CUDA 12, or turn TensorRT off"),
        all.about("libnvinfer.so.10: cannot open shared object file: No such file or directory"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error code - ORT_FAIL - message: OrtSessionOptionsAppendExecutionProvider_Cuda: Failed to"
            + " load shared library",
        "SessionOptionsAppendExecutionProvider_CUDA_V2: Failed to load shared library",
        "CUDA Provider not available, can't get interface for it",
      })
  void looksForTheLibraryThatTheErrorDoesNotName(String error) {
    Set<String> there =
        Set.of("libcudart.so.12", "libcublas.so.12", "libcublasLt.so.12", "libcufft.so.11");

    assertEquals(
        Optional.of("not found on the library path: libcurand.so.10, libcudnn.so.9: " + IMAGE),
        new GpuAdvice(there::contains).about(error));
    assertEquals(
        Optional.of("the log of ONNX Runtime, on the standard error, names the library: " + IMAGE),
        all.about(error));
  }

  @Test
  void knowsTensorRtsLibraries() {
    assertEquals(
        Optional.of(
            "not found on the library path: libnvonnxparser.so.10: install TensorRT 10 for CUDA"
                + " 12, or turn TensorRT off"),
        new GpuAdvice(library -> !library.startsWith("libnvonnxparser"))
            .about(
                "SessionOptionsAppendExecutionProvider_TensorRT_V2: Failed to load shared"
                    + " library"));
  }

  @ParameterizedTest
  @CsvSource({"CUDA", "TensorRT"})
  void tellsTheBuildFromItsLibraries(String provider) {
    assertEquals(
        Optional.of(
            "use the build with the Maven profile 'gpu', and a folder onnxruntime.native.path, if"
                + " that property is set, that has all of its libraries"),
        all.about("Failed to find %s shared provider".formatted(provider)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1",
        "CUDA failure 100: no CUDA-capable device is detected ; GPU=-1",
        "CUDA failure 803: system has unsupported display driver / cuda driver combination",
        "CUDA failure 804: forward compatibility was attempted on non supported HW",
      })
  void sendsToTheDriver(String error) {
    assertEquals(
        Optional.of("the NVIDIA driver is missing or does not fit CUDA 12: " + DRIVER),
        all.about(error));
  }

  @Test
  void sendsToTheListOfDevices() {
    assertEquals(
        Optional.of("this process has fewer GPUs: compare nvidia-smi -L and CUDA_VISIBLE_DEVICES"),
        all.about("CUDA failure 101: invalid device ordinal ; GPU=0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "CUDA failure 2: out of memory", "Protobuf parsing failed."})
  void hasNoneOnTheRest(String error) {
    assertEquals(Optional.empty(), all.about(error));
  }
}
