package dev.quire.worker;

import dev.quire.device.DeviceId;

/** Hears of every batch that ran to its end, on the worker's thread; must be quick. */
@FunctionalInterface
public interface BatchListener {

  void ran(DeviceId device, int size, long nanos);
}
