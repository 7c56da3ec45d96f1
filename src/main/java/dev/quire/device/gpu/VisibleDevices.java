package dev.quire.device.gpu;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The GPUs that CUDA shows to this process. The position of a GPU is the ordinal by which CUDA and
 * ONNX Runtime know it.
 *
 * @param gpus the GPUs in the order of their ordinals
 * @param whyNone one line for people that says why there are none; empty where there are some
 * @param warnings lines for people about what may not be as they expect
 */
public record VisibleDevices(List<Gpu> gpus, Optional<String> whyNone, List<String> warnings) {

  public VisibleDevices {
    gpus = List.copyOf(gpus);
    warnings = List.copyOf(warnings);
    if (gpus.isEmpty() != whyNone.isPresent()) {
      throw new IllegalArgumentException("A reason belongs to having no GPU, and to nothing else");
    }
  }

  /** No GPUs, and why. */
  public static VisibleDevices none(String reason) {
    return new VisibleDevices(List.of(), Optional.of(reason), List.of());
  }

  /**
   * What CUDA shows of the machine's cards.
   *
   * @param opening the management library, or why there is none
   * @param environment the process's environment; CUDA_VISIBLE_DEVICES and CUDA_DEVICE_ORDER count
   * @throws NvmlException if the cards cannot be listed
   */
  public static VisibleDevices of(NvmlOpening opening, Map<String, String> environment) {
    if (opening instanceof NvmlOpening.Found found) {
      Nvml nvml = found.nvml();
      return of(nvml.gpus(), nvml.driverVersion(), environment);
    }
    return none(((NvmlOpening.Absent) opening).reason());
  }

  /**
   * What CUDA shows of these cards.
   *
   * @param cards all cards of the machine or container, in any order
   * @param driver the driver's version: drivers differ in what they show of cards in MIG mode
   * @param environment the process's environment; CUDA_VISIBLE_DEVICES and CUDA_DEVICE_ORDER count
   */
  public static VisibleDevices of(
      List<GpuInfo> cards, DriverVersion driver, Map<String, String> environment) {
    return new CudaEnumeration(cards, driver, environment).enumerate();
  }
}
