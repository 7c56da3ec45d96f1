package dev.quire.engine.onnx;

import dev.quire.device.DeviceId;

/** What a device is to ONNX Runtime. */
sealed interface Placement {

  /** ONNX Runtime's name of the arena that a session on the device draws from. */
  String arena();

  /** The CPU. There is one, whatever the number in the device's name. */
  record Cpu() implements Placement {

    @Override
    public String arena() {
      return "cpu:0";
    }
  }

  /**
   * A CUDA device.
   *
   * @param ordinal its number among the devices that CUDA shows this process, from 0
   */
  record Gpu(int ordinal) implements Placement {

    @Override
    public String arena() {
      return "gpu:" + ordinal;
    }
  }

  static Placement of(DeviceId device) {
    String name = device.name();
    return name.startsWith("gpu:")
        ? new Gpu(Integer.parseInt(name.substring("gpu:".length())))
        : new Cpu();
  }
}
