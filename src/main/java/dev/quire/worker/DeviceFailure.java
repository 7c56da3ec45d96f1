package dev.quire.worker;

/** A device failed in a way that no ticket is to blame for; its tickets are back in the queue. */
final class DeviceFailure extends RuntimeException {

  DeviceFailure(Throwable cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }
}
