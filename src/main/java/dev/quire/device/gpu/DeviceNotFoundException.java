package dev.quire.device.gpu;

/**
 * The settings ask for a device that is not there, or not for one alone. The message says what
 * there is.
 */
public final class DeviceNotFoundException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  DeviceNotFoundException(String message) {
    super(message);
  }
}
