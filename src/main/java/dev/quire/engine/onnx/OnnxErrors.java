package dev.quire.engine.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ONNX Runtime's errors mean. It has no codes for most of them, so the text decides: that of
 * ONNX Runtime itself, and those of CUDA, cuDNN, cuBLAS and TensorRT which it passes on.
 */
final class OnnxErrors {

  /** What an error says of the device. */
  enum Kind {
    OUT_OF_MEMORY,
    DEVICE_LOST,
    OTHER
  }

  private static final int LONGEST_CAUSE = 400;

  private static final Pattern MEMORY =
      Pattern.compile(
          "Failed to allocate memory for requested buffer of size"
              + "|is smaller than requested bytes"
              + "|CUDA failure 2: |out of memory|OutOfMemory|OUT_OF_MEMORY"
              + "|cudaErrorMemoryAllocation"
              + "|CUDNN_STATUS_ALLOC_FAILED|CUBLAS_STATUS_ALLOC_FAILED"
              + "|_ALLOCATION_FAILED|CUFFT_ALLOC_FAILED"
              + "|User allocator error allocating"
              + "|std::bad_alloc|bad allocation",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CUDA_CODE = Pattern.compile("CUDA failure (\\d+)");

  /**
   * The codes of {@code cudaError_t} after which the context is broken or the device is out of
   * reach: busy or unavailable (46), no such device (101), the context gone (201), ECC and NVLink
   * errors (214, 220, 226), illegal access (700) and time-out (702), a destroyed context (709),
   * asserts and faults of kernels (710, 714 to 719), a system that is not ready (802), a lost
   * connection to CUDA's multi-process server (805 to 809), an external device (911), unknown
   * (999).
   */
  private static final Set<Integer> LOST_CODES =
      Set.of(
          46, 101, 201, 214, 220, 226, 700, 702, 709, 710, 714, 715, 716, 717, 718, 719, 802, 805,
          806, 807, 808, 809, 911, 999);

  /** The same by name, for the parts that print names. */
  private static final Pattern LOST =
      Pattern.compile(
          "CUDA_ERROR_(?:ILLEGAL_\\w+|LAUNCH_FAILED|LAUNCH_TIMEOUT|ASSERT|HARDWARE_STACK_ERROR"
              + "|MISALIGNED_ADDRESS|INVALID_ADDRESS_SPACE|INVALID_PC|\\w+_UNCORRECTABLE"
              + "|CONTEXT_IS_DESTROYED|INVALID_CONTEXT|INVALID_DEVICE|DEVICE_UNAVAILABLE"
              + "|DEINITIALIZED|SYSTEM_NOT_READY|MPS_\\w+|EXTERNAL_DEVICE|UNKNOWN)\\b"
              + "|cudaError(?:Illegal\\w+|LaunchFailure|LaunchTimeout|Assert|HardwareStackError"
              + "|MisalignedAddress|InvalidAddressSpace|InvalidPc|ECCUncorrectable"
              + "|NvlinkUncorrectable|ContextIsDestroyed|DevicesUnavailable|InvalidDevice"
              + "|DeviceUninitialized|SystemNotReady|Mps\\w+|ExternalDevice|Unknown)\\b"
              + "|(?:CUDNN|CUBLAS)_STATUS_EXECUTION_FAILED"
              + "|an illegal memory access|an illegal instruction|misaligned address"
              + "|unspecified launch failure|device-side assert"
              + "|uncorrectable (?:ECC|NVLink) error"
              + "|busy or unavailable"
              + "|GPU is lost|fallen off the bus|GPU requires reset"
              + "|device is in an inconsistent",
          Pattern.CASE_INSENSITIVE);

  /** What ONNX Runtime wraps around the failure of a call into CUDA's libraries. */
  private static final Pattern CALL =
      Pattern.compile("\\b(?:CUDA|CUDNN|CUDNN_FE|CUBLAS|CUBLASLT|CUFFT|CURAND|NCCL) failure [^;]*");

  private static final Pattern CODE = Pattern.compile("^Error code - \\w+ - message: ");

  /** A place in ONNX Runtime's source, with the signature found there. */
  private static final Pattern SOURCE =
      Pattern.compile("(?:/|[A-Z]:\\\\)\\S*\\.(?:cc|h|cu):\\d+ (?:[^\\[\\]()]*\\([^)]*\\) )?");

  private static final Pattern STATUS = Pattern.compile("\\[ONNXRuntimeError\\] : \\d+ : ");

  private static final String TERMINATED = "terminate flag";
  private static final String NO_SUCH_ARENA = "memory arena shrink list";

  private OnnxErrors() {}

  static Kind kind(OrtException error) {
    String text = text(error);
    if (MEMORY.matcher(text).find()) {
      return Kind.OUT_OF_MEMORY;
    }
    boolean lost =
        error.getCode() == OrtErrorCode.ORT_DEVICE_RESET
            || CUDA_CODE.matcher(text).results().anyMatch(OnnxErrors::isLost)
            || LOST.matcher(text).find();
    return lost ? Kind.DEVICE_LOST : Kind.OTHER;
  }

  /** The engine's exception for an error. */
  static EngineException exception(String message, OrtException error) {
    return switch (kind(error)) {
      case OUT_OF_MEMORY -> new OutOfDeviceMemoryException(message, error);
      case DEVICE_LOST -> new DeviceLostException(message, error);
      case OTHER -> new EngineException(message, error);
    };
  }

  /** Whether a run ended because it was told to. */
  static boolean isTerminated(OrtException error) {
    return text(error).contains(TERMINATED);
  }

  /** Whether a run was refused because it asked for an arena to shrink that is not there. */
  static boolean isNoSuchArena(OrtException error) {
    return text(error).contains(NO_SUCH_ARENA);
  }

  /** What went wrong, in one line of at most {@value #LONGEST_CAUSE} characters. */
  static String cause(OrtException error) {
    String text = text(error);
    Matcher call = CALL.matcher(text);
    if (call.find()) {
      return shortened(call.group());
    }
    text = CODE.matcher(text).replaceFirst("");
    text = SOURCE.matcher(text).replaceAll("");
    return shortened(STATUS.matcher(text).replaceAll(""));
  }

  private static boolean isLost(MatchResult code) {
    // a number too long for a code is none
    return code.group(1).length() < 5 && LOST_CODES.contains(Integer.parseInt(code.group(1)));
  }

  private static String text(OrtException error) {
    return error.getMessage() == null ? "" : error.getMessage();
  }

  private static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.length() <= LONGEST_CAUSE ? line : line.substring(0, LONGEST_CAUSE - 1) + "…";
  }
}
