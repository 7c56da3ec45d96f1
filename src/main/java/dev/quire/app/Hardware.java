package dev.quire.app;

import dev.quire.device.Device;
import dev.quire.device.DeviceId;
import dev.quire.device.HostMemory;
import dev.quire.engine.Engine;
import dev.quire.engine.simulated.Fault;
import dev.quire.engine.simulated.Faults;
import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.engine.simulated.Pause;
import dev.quire.engine.simulated.SimulatedDevice;
import dev.quire.engine.simulated.SimulatedEngine;
import dev.quire.engine.simulated.SimulatedMemory;
import dev.quire.model.Model;
import dev.quire.task.layout.SimulatedLayout;
import java.util.List;
import java.util.Map;

/** The devices that models run on, and the engine that runs them there. */
record Hardware(List<Device> devices, Engine engine) {

  static Hardware real(List<DeviceId> ids, Engine engine) {
    return new Hardware(ids.stream().map(id -> new Device(id, new HostMemory())).toList(), engine);
  }

  /** Devices that only take their time, as the settings describe them. */
  static Hardware simulated(List<DeviceId> ids, QuireConfig.Simulated config, Model model) {
    LatencyCurve curve = LatencyCurve.parse(config.latency());
    Map<DeviceId, List<Fault>> faults = Faults.parse(config.faults().orElse(List.of()), ids);
    SimulatedMemory memory =
        new SimulatedMemory(
            config.memory().asLongValue(),
            config.modelBytes().asLongValue(),
            config.pageBytes().asLongValue());
    List<SimulatedDevice> devices =
        ids.stream().map(id -> new SimulatedDevice(id, curve, faults.get(id), memory)).toList();
    return new Hardware(
        devices.stream().map(device -> new Device(device.id(), device)).toList(),
        new SimulatedEngine(
            devices, new SimulatedLayout(model.labels()), Pause.precise(), System::nanoTime));
  }
}
