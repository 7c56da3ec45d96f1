package dev.quire.engine.paddle;

import dev.quire.device.DeviceId;
import dev.quire.device.gpu.ComputeCapability;
import dev.quire.engine.EngineException;
import java.util.Optional;

/**
 * Which devices a build of Paddle's library can run on. It needs no native code and may be asked in
 * any process. Thread-safe.
 */
public final class PaddleDevices {

  /**
   * The library for CUDA holds machine code up to 8.6, which 8.9 runs as well, and no PTX that a
   * driver could translate for later GPUs.
   */
  private static final ComputeCapability LATEST = new ComputeCapability(8, 9);

  private final PaddleBuild build;

  public PaddleDevices(PaddleBuild build) {
    this.build = build;
  }

  /**
   * Requires that the library has code for a device. Without this, the library for CPUs would run
   * on the CPU and say it was the GPU, and the one for CUDA would abort.
   *
   * @param model what messages call the model
   * @param capability the device's, where it is a GPU and its capability is known
   * @throws EngineException if it has none
   */
  public void require(String model, DeviceId device, Optional<ComputeCapability> capability) {
    if (!isGpu(device)) {
      return;
    }
    if (!build.isCuda()) {
      throw new EngineException(
          ("Model %s cannot be opened on %s: this build runs Paddle %s on the CPU only; GPUs need"
                  + " the build with the Maven profile 'paddle-gpu'")
              .formatted(model, device, build.version()));
    }
    capability
        .filter(PaddleDevices::isTooNew)
        .ifPresent(
            found -> {
              throw new EngineException(
                  ("Model %s cannot be opened on %s: the GPU has compute capability %s, and Paddle"
                          + " %s has code up to %s; convert the model to ONNX with paddle2onnx")
                      .formatted(model, device, found, build.version(), LATEST));
            });
  }

  /** Whether the device is a GPU, for Paddle's library or not. */
  static boolean isGpu(DeviceId device) {
    return device.name().startsWith("gpu:");
  }

  /** The number of a GPU among those that CUDA shows the process. */
  static int ordinal(DeviceId gpu) {
    return Integer.parseInt(gpu.name().substring("gpu:".length()));
  }

  private static boolean isTooNew(ComputeCapability found) {
    return found.major() > LATEST.major()
        || found.major() == LATEST.major() && found.minor() > LATEST.minor();
  }
}
