package dev.quire.app;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;

/** Opens the layout model, as the settings say. Thread-safe. */
@FunctionalInterface
interface LayoutOpener {

  /**
   * Opens it on a device; slow.
   *
   * @throws dev.quire.engine.EngineException if that cannot be done
   */
  Predictor open(DeviceId device);
}
