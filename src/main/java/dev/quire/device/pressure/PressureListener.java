package dev.quire.device.pressure;

/** Learns of every step that pressure makes a device take, to log and count it. */
@FunctionalInterface
public interface PressureListener {

  /**
   * The device is asked for something else than before. Called in the order of the changes, by the
   * thread that sampled; must be short, as the next sample waits for it.
   *
   * @param share the share of the memory beyond rest that led to it, from 0 to 1
   */
  void changed(Pressure from, Pressure to, double share);
}
