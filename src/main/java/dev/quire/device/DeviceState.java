package dev.quire.device;

/** What a device can do at the moment. */
public enum DeviceState {
  /** Its model is being opened or warmed up. */
  STARTING(false),
  /** It serves. */
  READY(true),
  /** It finishes what it has and takes nothing more. */
  DRAINING(false),
  /** It cannot run its model any more. */
  LOST(false);

  private final boolean serving;

  DeviceState(boolean serving) {
    this.serving = serving;
  }

  /** Whether new work can be expected to run there. */
  public boolean isServing() {
    return serving;
  }
}
