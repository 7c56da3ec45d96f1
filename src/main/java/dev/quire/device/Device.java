package dev.quire.device;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/** A place predictors run. Thread-safe; its keeper moves the state, everybody may read it. */
public final class Device {

  private final DeviceId id;
  private final MemoryReader memory;
  private final AtomicReference<DeviceState> state =
      new AtomicReference<>(new DeviceState.Starting(0));

  public Device(DeviceId id, MemoryReader memory) {
    this.id = id;
    this.memory = memory;
  }

  public DeviceId id() {
    return id;
  }

  public DeviceState state() {
    return state.get();
  }

  /** Moves to the state that follows an event; returns it. The event may be asked for twice. */
  public DeviceState on(UnaryOperator<DeviceState> event) {
    return state.updateAndGet(event);
  }

  /** The memory right now; may make a system call. */
  public DeviceMemory memory() {
    return memory.read();
  }

  /** The memory when it was fullest, as {@link MemoryReader#peak} knows it. */
  public DeviceMemory peakMemory() {
    return memory.peak();
  }
}
