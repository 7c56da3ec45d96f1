package dev.quire.device.gpu;

/** NVIDIA's management library refused a call. */
public final class NvmlException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final boolean deviceLost;

  /**
   * @param message the call and NVIDIA's text for the error
   * @param deviceLost whether the error says that the device cannot come back without a reset
   */
  public NvmlException(String message, boolean deviceLost) {
    super(message);
    this.deviceLost = deviceLost;
  }

  /** Whether trying again is in vain: the device is off the bus or needs a reset. */
  public boolean deviceLost() {
    return deviceLost;
  }
}
