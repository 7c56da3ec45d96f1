package dev.quire.engine.simulated;

import dev.quire.device.DeviceId;
import dev.quire.engine.DeviceLostException;
import dev.quire.engine.Engine;
import dev.quire.engine.EngineException;
import dev.quire.engine.OutOfDeviceMemoryException;
import dev.quire.engine.Predictor;
import dev.quire.model.ModelFiles;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/**
 * Runs nothing, but takes as long and fails in the ways that devices do: to try out on any machine
 * what a server with several GPUs would do. Thread-safe.
 */
public final class SimulatedEngine implements Engine {

  private static final String NAME = "simulated";

  private final Map<DeviceId, SimulatedDevice> devices = new LinkedHashMap<>();
  private final SimulatedModel answers;
  private final Pause pause;
  private final LongSupplier nanoClock;

  /**
   * @param devices the devices there are; the caller may keep them to read their memory
   * @param answers what every model answers
   * @param pause how the time of a run passes, {@link Pause#precise} outside tests
   * @param nanoClock a monotonic clock in nanoseconds, {@link System#nanoTime} outside tests
   * @throws IllegalArgumentException if two devices have the same name
   */
  public SimulatedEngine(
      Collection<SimulatedDevice> devices,
      SimulatedModel answers,
      Pause pause,
      LongSupplier nanoClock) {
    for (SimulatedDevice device : devices) {
      if (this.devices.put(device.id(), device) != null) {
        throw new IllegalArgumentException("There are two devices " + device.id());
      }
    }
    this.answers = answers;
    this.pause = pause;
    this.nanoClock = nanoClock;
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Opens a model at once; its file is not read.
   *
   * @throws DeviceLostException while the device is lost
   * @throws OutOfDeviceMemoryException if the model does not fit beside those already open
   * @throws EngineException if there is no such device; the message lists those there are
   */
  @Override
  public Predictor open(ModelFiles model, DeviceId id) {
    SimulatedDevice device = devices.get(id);
    if (device == null) {
      throw new EngineException(
          "Model %s cannot be opened on %s: the simulated devices are %s"
              .formatted(model.name(), id, names()));
    }
    device.take(model.name(), nanoClock.getAsLong());
    return new SimulatedPredictor(model.name(), device, answers, pause, nanoClock);
  }

  private String names() {
    return devices.keySet().stream().map(DeviceId::name).collect(Collectors.joining(", "));
  }
}
