package dev.quire.device.pressure;

import dev.quire.device.DeviceMemory;
import java.util.OptionalLong;

/**
 * Keeps one device's {@link Pressure}. Until the warm-up has shown what the device holds at rest,
 * there is no pressure and samples change nothing. Thread-safe; reading never waits.
 */
public final class PressureControl {

  private final Thresholds thresholds;
  private final PressureListener listener;
  private final boolean on;
  private volatile PressureGauge gauge;
  private volatile Pressure pressure = Pressure.none();
  private volatile double share;

  public PressureControl(Thresholds thresholds, PressureListener listener) {
    this(thresholds, listener, true);
  }

  private PressureControl(Thresholds thresholds, PressureListener listener, boolean on) {
    this.thresholds = thresholds;
    this.listener = listener;
    this.on = on;
  }

  /** One that measures the share but never asks for anything. */
  public static PressureControl off() {
    return new PressureControl(Thresholds.defaults(), (from, to, share) -> {}, false);
  }

  /** Whether it may ever ask for anything. */
  public boolean isOn() {
    return on;
  }

  /**
   * The device has been warmed up, for the first time or again.
   *
   * @param atRest the bytes that it holds after that, with nothing running; at least 0
   */
  public synchronized void warmedUp(long atRest) {
    gauge = new PressureGauge(atRest);
  }

  /**
   * Takes a sample of the device's memory; returns what it asks for now.
   *
   * @param nowNanos when it was taken, by a clock that never goes back, such as {@link
   *     System#nanoTime}
   */
  public synchronized Pressure sample(DeviceMemory memory, long nowNanos) {
    if (gauge == null) {
      return pressure;
    }
    // an engine that gave memory back has less at rest, until it takes it again
    share = gauge.loweredTo(memory.ownOrUsed()).share(memory);
    if (on) {
      move(pressure.on(share, nowNanos, thresholds));
    }
    return pressure;
  }

  private void move(Pressure to) {
    Pressure from = pressure;
    pressure = to;
    if (!to.asksTheSameAs(from)) {
      listener.changed(from, to, share);
    }
  }

  public Pressure pressure() {
    return pressure;
  }

  /** The share of the memory beyond rest that the last sample found used, from 0 to 1. */
  public double share() {
    return share;
  }

  /** The bytes held at rest; empty before the warm-up. */
  public OptionalLong atRest() {
    PressureGauge known = gauge;
    return known == null ? OptionalLong.empty() : OptionalLong.of(known.atRest());
  }
}
