package dev.quire.engine;

/** The device cannot run anything any more; another may. */
public class DeviceLostException extends EngineException {

  private final boolean beforeRun;

  public DeviceLostException(String message) {
    super(message);
    this.beforeRun = false;
  }

  public DeviceLostException(String message, Throwable cause) {
    this(message, cause, false);
  }

  private DeviceLostException(String message, Throwable cause, boolean beforeRun) {
    super(message, cause);
    this.beforeRun = beforeRun;
  }

  /** The device was gone before a run began, so nothing that was to run can be to blame. */
  public static DeviceLostException beforeRun(String message) {
    return new DeviceLostException(message, null, true);
  }

  /** Whether the device is known to have been gone before the run began. */
  public boolean isBeforeRun() {
    return beforeRun;
  }
}
