package dev.quire.engine;

import dev.quire.device.DeviceId;
import dev.quire.model.ModelFiles;

/** Opens models on devices. Implementations are thread-safe. */
public interface Engine {

  /** The name configuration, metrics and answers use, such as {@code onnxruntime}. */
  String name();

  /**
   * Opens a model on a device. Slow: it reads the file and may compile kernels.
   *
   * @throws EngineException if the file is broken or the device cannot take it
   */
  Predictor open(ModelFiles model, DeviceId device);
}
