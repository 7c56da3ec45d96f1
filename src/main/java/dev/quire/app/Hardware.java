package dev.quire.app;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.DeviceMemory;
import dev.quire.device.HostMemory;
import dev.quire.device.MemoryReader;
import dev.quire.device.SharedMemory;
import dev.quire.device.gpu.DeviceSelection;
import dev.quire.device.gpu.GpuFaults;
import dev.quire.device.gpu.GpuMonitor;
import dev.quire.device.gpu.Gpus;
import dev.quire.device.gpu.Nvml;
import dev.quire.device.gpu.NvmlOpener;
import dev.quire.device.gpu.NvmlOpening;
import dev.quire.device.gpu.SelectedDevice;
import dev.quire.device.gpu.VisibleDevices;
import dev.quire.engine.Engine;
import dev.quire.engine.simulated.Fault;
import dev.quire.engine.simulated.Faults;
import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.engine.simulated.Pause;
import dev.quire.engine.simulated.SimulatedDevice;
import dev.quire.engine.simulated.SimulatedEngine;
import dev.quire.engine.simulated.SimulatedMemory;
import dev.quire.engine.simulated.SimulatedModel;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;

/**
 * The devices that models run on.
 *
 * @param memories their memory, in the order that the devices were asked for
 * @param gpus watches the GPUs among the devices, if there are any
 * @param simulated what is behind the devices where they only take their time
 */
record Hardware(Map<DeviceId, SharedMemory> memories, Gpus gpus, List<SimulatedDevice> simulated) {

  /** Volta was the first with tensor cores. */
  private static final int TENSOR_CORES = 7;

  private static final Logger LOG = Logger.getLogger(Hardware.class);
  private static final String CPU = "cpu";

  /** Three missed readings, a second apart, are no hiccup any more. */
  private static final int FAILURES_UNTIL_GONE = 3;

  /** What a model and what each page of a run hold of a simulated device's memory. */
  private static final long SIMULATED_MODEL = 1L << 30;

  private static final long SIMULATED_PAGE = 64L << 20;

  /** Drivers repeat themselves for some seconds. */
  private static final Duration XID_PAUSE = Duration.ofSeconds(10);

  /**
   * The devices that are there. NVIDIA's library is not even loaded where only CPUs are asked for.
   *
   * @throws IllegalArgumentException if one is asked for that is not there; the message lists those
   *     that are
   */
  static Hardware real(List<String> wanted, EngineChoice engine, GpuFaults faults) {
    if (wanted.stream().allMatch(name -> name.trim().startsWith(CPU))) {
      return onCpu(DeviceSelection.of(wanted, VisibleDevices.none("no GPU was asked for")));
    }
    NvmlOpening opening = new NvmlOpener().open();
    VisibleDevices visible = VisibleDevices.of(opening, System.getenv());
    visible.warnings().forEach(LOG::warn);
    DeviceSelection selection = DeviceSelection.of(wanted, usable(wanted, visible, engine));
    selection.note().ifPresent(LOG::info);
    boolean gpus = selection.devices().stream().anyMatch(device -> device.gpu().isPresent());
    if (!gpus || !(opening instanceof NvmlOpening.Found found)) {
      return onCpu(selection);
    }
    return onGpus(selection, found.nvml(), faults);
  }

  /** With {@code auto}, GPUs that this build cannot use are as good as none. */
  private static VisibleDevices usable(
      List<String> wanted, VisibleDevices visible, EngineChoice engine) {
    boolean auto = wanted.size() == 1 && wanted.get(0).trim().equalsIgnoreCase("auto");
    return auto && !visible.gpus().isEmpty() && !engine.usesGpus()
        ? VisibleDevices.none(
            "%d GPUs are there, but this build has no CUDA: build it with the Maven profile '%s'"
                .formatted(visible.gpus().size(), engine.gpuProfile()))
        : visible;
  }

  private static Hardware onCpu(DeviceSelection selection) {
    return new Hardware(
        memories(selection.devices(), SelectedDevice::id, device -> new HostMemory()),
        Gpus.none(),
        List.of());
  }

  private static Hardware onGpus(DeviceSelection selection, Nvml nvml, GpuFaults faults) {
    GpuMonitor monitor =
        new GpuMonitor(
            nvml,
            selection.devices(),
            faults,
            new GpuMonitor.Settings(FAILURES_UNTIL_GONE, XID_PAUSE),
            System::nanoTime);
    monitor.sample();
    selection.devices().stream()
        .flatMap(device -> device.gpu().stream())
        .forEach(gpu -> LOG.infof("%s is %s", gpu.id(), gpu.describe()));
    return new Hardware(
        memories(selection.devices(), SelectedDevice::id, device -> memory(device, monitor)),
        new Gpus(Optional.of(monitor)),
        List.of());
  }

  private static MemoryReader memory(SelectedDevice device, GpuMonitor monitor) {
    if (device.gpu().isEmpty()) {
      return new HostMemory();
    }
    MemoryReader last = monitor.memory(device.id());
    return new MemoryReader() {
      @Override
      public DeviceMemory read() {
        return last.read();
      }

      /** The engine keeps what a run took, so a fresh reading shows it. */
      @Override
      public DeviceMemory peak() {
        monitor.sample();
        return last.read();
      }
    };
  }

  /** Devices that only take their time, as the settings describe them. */
  static Hardware simulated(List<DeviceId> ids, QuireConfig.Simulated config) {
    LatencyCurve curve = LatencyCurve.parse(config.latency());
    Map<DeviceId, List<Fault>> faults = Faults.parse(config.faults().orElse(List.of()), ids);
    SimulatedMemory memory =
        new SimulatedMemory(config.memory().asLongValue(), SIMULATED_MODEL, SIMULATED_PAGE);
    List<SimulatedDevice> devices =
        ids.stream().map(id -> new SimulatedDevice(id, curve, faults.get(id), memory)).toList();
    return new Hardware(
        memories(devices, SimulatedDevice::id, device -> device), Gpus.none(), devices);
  }

  private static <D> Map<DeviceId, SharedMemory> memories(
      List<D> devices, Function<D, DeviceId> id, Function<D, MemoryReader> memory) {
    Map<DeviceId, SharedMemory> memories = new LinkedHashMap<>();
    devices.forEach(
        device -> memories.put(id.apply(device), new SharedMemory(memory.apply(device))));
    return memories;
  }

  /** The devices' names. */
  List<DeviceId> ids() {
    return List.copyOf(memories.keySet());
  }

  /** The devices for one model, which has states of its own there. */
  List<Device> devices(String model) {
    return devices(model, ids());
  }

  /**
   * Some of the devices for one model, or the CPU, which is always there.
   *
   * @throws IllegalArgumentException if another is asked for that is not there; the message lists
   *     those that are
   */
  List<Device> devices(String model, List<DeviceId> wanted) {
    return wanted.stream().map(id -> new Device(id, memory(id).of(model))).toList();
  }

  private SharedMemory memory(DeviceId id) {
    SharedMemory known = memories.get(id);
    if (known == null && !(id.isCpu() && simulated.isEmpty())) {
      throw new IllegalArgumentException(
          "There is no device %s; there are %s".formatted(id, ids()));
    }
    return known == null ? new SharedMemory(new HostMemory()) : known;
  }

  /** What runs on simulated devices. */
  Engine simulatedEngine(SimulatedModel answers) {
    return new SimulatedEngine(simulated, answers, Pause.precise(), System::nanoTime);
  }

  /** How many of the devices are CPUs, which share the processors. */
  int cpus() {
    return (int) memories.keySet().stream().filter(DeviceId::isCpu).count();
  }

  /** Whether a device computes much faster in FP16. */
  boolean hasTensorCores(DeviceId device) {
    return gpus.of(device)
        .filter(status -> status.gpu().card().capability().major() >= TENSOR_CORES)
        .isPresent();
  }
}
