package dev.quire.app;

import dev.quire.device.DeviceId;
import dev.quire.device.gpu.ComputeCapability;
import dev.quire.engine.Engine;
import dev.quire.engine.Predictor;
import dev.quire.engine.paddle.PaddleBuild;
import dev.quire.engine.paddle.PaddleDevices;
import dev.quire.model.ModelFiles;
import java.util.Optional;

/** Opens a model in a Paddle process, where Paddle has code for the device. */
final class PaddleOpener implements ModelOpener {

  private final Engine engine;
  private final Hardware hardware;
  private final ModelFiles model;
  private final PaddleDevices devices =
      new PaddleDevices(PaddleBuild.onClassPath(PaddleOpener.class.getClassLoader()));

  PaddleOpener(Engine engine, Hardware hardware, ModelFiles model) {
    this.engine = engine;
    this.hardware = hardware;
    this.model = model;
  }

  @Override
  public Predictor open(DeviceId device) {
    Optional<ComputeCapability> capability =
        hardware.gpus().of(device).map(status -> status.gpu().card().capability());
    devices.require(model.name(), device, capability);
    return engine.open(model, device);
  }
}
