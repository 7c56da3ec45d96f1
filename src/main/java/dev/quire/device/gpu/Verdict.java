package dev.quire.device.gpu;

import dev.quire.device.DeviceId;
import java.util.Locale;

/**
 * Something found wrong with a GPU.
 *
 * @param severity how bad it is
 * @param reason one line for people
 * @param atNanos when it was found, on the monitor's clock
 */
public record Verdict(Severity severity, String reason, long atNanos) {

  /** How bad a fault is, mildest first. */
  public enum Severity {
    /** The device goes on. */
    WARNING {
      @Override
      void tell(GpuFaults faults, DeviceId device, String reason) {
        faults.warning(device, reason);
      }
    },
    /** The device computes wrongly or not at all. */
    CRITICAL {
      @Override
      void tell(GpuFaults faults, DeviceId device, String reason) {
        faults.critical(device, reason);
      }
    },
    /** The device does not answer. */
    GONE {
      @Override
      void tell(GpuFaults faults, DeviceId device, String reason) {
        faults.gone(device, reason);
      }
    };

    abstract void tell(GpuFaults faults, DeviceId device, String reason);

    /** The name in lower case. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
