package dev.quire.device;

import java.util.concurrent.atomic.AtomicReference;

/** A place predictors run. Thread-safe; its worker moves the state, everybody may read it. */
public final class Device {

  private final DeviceId id;
  private final MemoryReader memory;
  private final AtomicReference<DeviceState> state = new AtomicReference<>(DeviceState.STARTING);

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

  public void become(DeviceState next) {
    state.set(next);
  }

  /** The memory right now; may make a system call. */
  public DeviceMemory memory() {
    return memory.read();
  }
}
