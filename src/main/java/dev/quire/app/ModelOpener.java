package dev.quire.app;

import dev.quire.device.DeviceId;
import dev.quire.engine.Predictor;

/** Opens a model, as the settings say. Thread-safe. */
@FunctionalInterface
interface ModelOpener {

  /**
   * Opens it on a device; slow.
   *
   * @throws dev.quire.engine.EngineException if that cannot be done
   */
  Predictor open(DeviceId device);
}
