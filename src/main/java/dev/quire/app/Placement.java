package dev.quire.app;

import dev.quire.device.DeviceId;
import java.util.List;

/**
 * What runs a model, as its settings say.
 *
 * @param engine opens it
 * @param isolation where the engine's native code runs
 * @param devices what it runs on
 */
record Placement(EngineChoice engine, Isolation isolation, List<DeviceId> devices) {

  /** On how many CPU devices it runs; those share the processors. */
  int cpus() {
    return (int) devices.stream().filter(DeviceId::isCpu).count();
  }
}
