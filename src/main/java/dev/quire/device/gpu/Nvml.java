package dev.quire.device.gpu;

import java.time.Duration;
import java.util.List;

/**
 * What Quire asks NVIDIA's management library. Thread-safe. Every call may enter the driver and
 * take milliseconds, so none belongs on the event loop. After {@link #close()} every other call
 * throws {@link IllegalStateException}.
 */
public interface Nvml extends AutoCloseable {

  /** The driver's version. */
  DriverVersion driverVersion();

  /**
   * The cards in NVML's order, which is that of the PCI bus. A card that cannot be asked is left
   * out.
   *
   * @throws NvmlException if not even their number can be had
   */
  List<GpuInfo> gpus();

  /**
   * Reads a card or a MIG instance.
   *
   * @param uuid {@code GPU-…} or {@code MIG-…}, in full
   * @throws NvmlException if there is no such device, its memory cannot be read or it is lost
   */
  GpuReading read(String uuid);

  /**
   * The errors that the driver reported since the last call or, for the first, since the library
   * was opened; each is returned once.
   *
   * @param timeout how long to wait for the first one, in whole milliseconds; zero does not wait
   * @return the errors in the order they came, perhaps none; never any where the cards do not
   *     report them
   * @throws NvmlException if waiting failed
   */
  List<XidEvent> pollEvents(Duration timeout);

  /** Lets the library go. May be called twice. */
  @Override
  void close();
}
