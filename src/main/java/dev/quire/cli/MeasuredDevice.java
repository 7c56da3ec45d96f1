package dev.quire.cli;

import dev.quire.device.DeviceId;
import dev.quire.device.MemoryReader;
import dev.quire.device.gpu.DeviceSelection;
import dev.quire.device.gpu.Nvml;
import dev.quire.device.gpu.NvmlOpener;
import dev.quire.device.gpu.NvmlOpening;
import dev.quire.device.gpu.SelectedDevice;
import dev.quire.device.gpu.VisibleDevices;
import java.util.List;

/**
 * A device and its memory.
 *
 * @param label what people call it
 * @param memory read anew each time
 * @param library what is closed in the end
 */
record MeasuredDevice(DeviceId id, String label, MemoryReader memory, Runnable library)
    implements AutoCloseable {

  /**
   * Finds a device. NVIDIA's library is not even loaded for the CPU.
   *
   * @throws dev.quire.device.gpu.DeviceNotFoundException if it is not there
   */
  static MeasuredDevice find(DeviceId id) {
    if (id.isCpu()) {
      return new MeasuredDevice(id, id.name(), new TrimmedHostMemory(), () -> {});
    }
    NvmlOpening opening = new NvmlOpener().open();
    VisibleDevices visible = VisibleDevices.of(opening, System.getenv());
    SelectedDevice device = DeviceSelection.of(List.of(id.name()), visible).devices().get(0);
    Nvml nvml = ((NvmlOpening.Found) opening).nvml();
    String uuid = device.gpu().orElseThrow().uuid();
    return new MeasuredDevice(
        device.id(),
        "%s (%s)".formatted(device.id(), device.gpu().orElseThrow().name()),
        () -> nvml.read(uuid).memory().asDeviceMemory(),
        nvml::close);
  }

  @Override
  public void close() {
    library.run();
  }
}
