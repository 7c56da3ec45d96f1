package dev.quire.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.onnx.OnnxErrors.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Texts as ONNX Runtime and the libraries below it have printed them. */
class OnnxErrorsTest {

  private static final String THROWN =
      "/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_call.cc:122"
          + " std::conditional_t<THRW, void, onnxruntime::common::Status>"
          + " onnxruntime::CudaCall(ERRTYPE, const char*, const char*, SUCCTYPE, const char*,"
          + " const char*, int) [with ERRTYPE = cudaError; bool THRW = true; SUCCTYPE = cudaError]"
          + " ";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Non-zero status code returned while running Conv node. Name:'/fc1/Conv' Status Message:"
            + " /onnxruntime_src/onnxruntime/core/framework/bfc_arena.cc:376 void*"
            + " onnxruntime::BFCArena::AllocateRawInternal(size_t, bool, onnxruntime::Stream*,"
            + " bool, onnxruntime::WaitNotificationFn) Failed to allocate memory for requested"
            + " buffer of size 2830172160\n",
        "Non-zero status code returned while running FusedConv node. Name:'Conv_8' Status Message:"
            + " Available memory of 1048576 is smaller than requested bytes of 2097152",
        "CUDA failure 2: out of memory ; GPU=0 ; hostname=node ;"
            + " file=/onnxruntime_src/onnxruntime/core/providers/cuda/cuda_allocator.cc ; line=38"
            + " ; expr=cudaMalloc((void**)&p, size);",
        "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED ; GPU=0 ; hostname=TOBI ;"
            + " expr=cublasCreate(&cublas_handle_);",
        "CUDNN failure 2: CUDNN_STATUS_ALLOC_FAILED ; GPU=0 ; expr=cudnnCreate(&handle);",
        "CUDNN failure 2003: CUDNN_STATUS_INTERNAL_ERROR_DEVICE_ALLOCATION_FAILED ; GPU=0",
        "CUDA_ERROR_OUT_OF_MEMORY",
        "std::bad_alloc",
        "Exception during initialization: std::bad_alloc",
        "../rtSafe/safeRuntime.cpp (25) - Cuda Error in allocate: 2 (out of memory)",
        "[defaultAllocator.cpp::allocate::31] Error Code 1: Cuda Runtime (out of memory)",
        "[virtualMemoryBuffer.cpp::resizePhysical::154] Error Code 2: OutOfMemory (Requested size"
            + " was 16581132288 bytes.)",
        "[tunable_graph.cpp:create:117] autotuning: User allocator error allocating"
            + " 15485030400-byte buffer",
      })
  void memoryIsShort(String text) {
    assertKind(Kind.OUT_OF_MEMORY, text);
    assertSame(
        OutOfDeviceMemoryException.class, OnnxErrors.exception("m", failure(text)).getClass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA failure 700: an illegal memory access was encountered ; GPU=0 ; hostname=node ;"
            + " file=/onnxruntime_src/onnxruntime/core/providers/cuda/gpu_data_transfer.cc ;"
            + " line=63 ; expr=cudaMemcpyAsync(dst_data, src_data, bytes);",
        "Non-zero status code returned while running Memcpy node. Name:'Memcpy_8' Status Message:"
            + " CUDA error executing cudaMemcpy: an illegal memory access was encountered",
        "CUDA failure 719: unspecified launch failure ; GPU=0 ; hostname=BALYN-OMAVEL",
        "CUDA failure 710: device-side assert triggered ; GPU=0",
        "CUDA failure 709: context is destroyed ; GPU=1",
        "CUDA failure 715: an illegal instruction was encountered ; GPU=0",
        "CUDA failure 214: uncorrectable ECC error encountered ; GPU=0",
        "CUDA failure 999: unknown error ; GPU=192915439 ; expr=cudaSetDevice(info_.device_id);",
        "CUDA failure 46: all CUDA-capable devices are busy or unavailable ; GPU=0",
        "CUDA failure 101: invalid device ordinal ; GPU=0 ; expr=cudaSetDevice(info_.device_id);",
        "CUDA failure 802: system not yet initialized ; GPU=0",
        "CUDA failure 805: MPS client failed to connect to the MPS control daemon ; GPU=0",
        "CUDA error: CUDA-capable device(s) is/are busy or unavailable",
        "CUDNN failure 5000: CUDNN_STATUS_EXECUTION_FAILED ; GPU=0 ; hostname=node",
        "execute(handle, plan) failed with code: CUDNN_STATUS_EXECUTION_FAILED_CUDART",
        "CUBLAS failure 13: CUBLAS_STATUS_EXECUTION_FAILED ; GPU=0",
        "driver call failed: CUDA_ERROR_ILLEGAL_ADDRESS",
        "driver call failed: CUDA_ERROR_LAUNCH_FAILED",
        "driver call failed: CUDA_ERROR_ECC_UNCORRECTABLE",
        "CUDA Runtime error cudaStreamCreate # code = cudaErrorDevicesUnavailable [ 46 ]",
        "[genericReformat.cu::copyVectorizedRunKernel::1579] Error Code 1: Cuda Runtime (an illegal"
            + " memory access was encountered)",
        "GPU is lost. Reboot the system to recover this GPU",
        "The device is in an inconsistent state",
      })
  void theDeviceIsLost(String text) {
    assertKind(Kind.DEVICE_LOST, text);
    assertKind(Kind.DEVICE_LOST, THROWN + text);
    assertSame(DeviceLostException.class, OnnxErrors.exception("m", failure(text)).getClass());
  }

  @Test
  void aResetIsALossWhateverTheText() {
    OrtException reset = new OrtException(OrtErrorCode.ORT_DEVICE_RESET, "reset");

    assertSame(DeviceLostException.class, OnnxErrors.exception("m", reset).getClass());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Non-zero status code returned while running Sub node. Name:'' Status Message: Attempting"
            + " to broadcast an axis by a dimension other than 1. 2 by 3",
        "CUDA failure 1: invalid argument ; GPU=0",
        "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version ; GPU=-1",
        "CUDA failure 100: no CUDA-capable device is detected ; GPU=-1",
        "CUDA failure 209: no kernel image is available for execution on the device ; GPU=0",
        "CUDA failure 7000: a code that is none ; GPU=0",
        "CUDA failure 70000000000: a code that is none ; GPU=0",
        "CUDNN failure 3: CUDNN_STATUS_BAD_PARAM ; GPU=0",
        "CUDNN failure 1001: CUDNN_STATUS_NOT_INITIALIZED ; GPU=0",
        "CUDA_ERROR_INVALID_VALUE",
        "CUDA_ERROR_UNKNOWNS_OF_ANOTHER_KIND",
        "Exiting due to terminate flag being set to true.",
        "Failed to load library libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot"
            + " open shared object file: No such file or directory",
        "not enough space: expected 318080, got 314240",
        "",
      })
  void theRestIsAnErrorOfTheRun(String text) {
    assertKind(Kind.OTHER, text);
    assertSame(EngineException.class, OnnxErrors.exception("m", failure(text)).getClass());
  }

  @Test
  void theErrorItselfIsKept() {
    OrtException error = failure("x");
    EngineException exception = OnnxErrors.exception("A run failed", error);

    assertEquals("A run failed", exception.getMessage());
    assertSame(error, exception.getCause());
  }

  @Test
  void theCallIsTheCauseOfAFailureInCudasLibraries() {
    assertEquals(
        "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime version",
        OnnxErrors.cause(
            failure(
                THROWN
                    + THROWN
                    + "CUDA failure 35: CUDA driver version is insufficient for CUDA runtime"
                    + " version ; GPU=-1 ; hostname=c4327188c000000 ; line=336 ;"
                    + " expr=cudaSetDevice(info_.device_id); \n")));
    assertEquals(
        "CUDNN_FE failure 11: CUDNN_BACKEND_API_FAILED",
        OnnxErrors.cause(
            failure(
                "Non-zero status code returned while running Conv node. Name:'Conv_0' Status"
                    + " Message: CUDNN_FE failure 11: CUDNN_BACKEND_API_FAILED ; GPU=0")));
  }

  @Test
  void theCauseIsOneLineWithoutPlacesInTheSource() {
    assertEquals(
        "Non-zero status code returned while running Abs node. Name:'' Status Message:"
            + " INVALID_ARGUMENT : The output has another shape. Supply another.",
        OnnxErrors.cause(
            failure(
                "Non-zero status code returned while running Abs node. Name:'' Status Message:"
                    + " /onnxruntime_src/onnxruntime/core/framework/op_kernel.cc:83 virtual"
                    + " OrtValue* onnxruntime::OpKernelContext::OutputMLValue(int, const"
                    + " onnxruntime::TensorShape&) [ONNXRuntimeError] : 2 : INVALID_ARGUMENT : The"
                    + " output has\n"
                    + "another shape.\n"
                    + " Supply another.\n\n")));
    assertEquals(
        "FAIL : Failed to load library libonnxruntime_providers_cuda.so with error:"
            + " libcudnn.so.9: cannot open shared object file: No such file or directory",
        OnnxErrors.cause(
            failure(
                "/onnxruntime_src/onnxruntime/core/session/provider_bridge_ort.cc:1778"
                    + " onnxruntime::Provider& onnxruntime::ProviderLibrary::Get()"
                    + " [ONNXRuntimeError] : 1 : FAIL : Failed to load library"
                    + " libonnxruntime_providers_cuda.so with error: libcudnn.so.9: cannot open"
                    + " shared object file: No such file or directory")));
    assertEquals(
        "Load model from /models/a.onnx failed: Protobuf parsing failed.",
        OnnxErrors.cause(
            failure("Load model from /models/a.onnx failed:\tProtobuf parsing failed.")));
  }

  @Test
  void theCauseIsShort() {
    String cause = OnnxErrors.cause(failure("a b\n".repeat(1000)));

    assertEquals(400, cause.length());
    assertTrue(cause.startsWith("a b a b") && cause.endsWith("…"), cause);
  }

  @Test
  void anErrorMayHaveNoText() {
    OrtException silent = new OrtException((String) null);

    assertEquals(Kind.OTHER, OnnxErrors.kind(silent));
    assertEquals("", OnnxErrors.cause(silent));
    assertFalse(OnnxErrors.isTerminated(silent));
  }

  private static void assertKind(Kind kind, String text) {
    assertEquals(kind, OnnxErrors.kind(failure(text)), text);
  }

  private static OrtException failure(String text) {
    return new OrtException(OrtErrorCode.ORT_RUNTIME_EXCEPTION, text);
  }
}
