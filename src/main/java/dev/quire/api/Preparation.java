package dev.quire.api;

import dev.quire.queue.Priority;

/**
 * What waits to be prepared on the {@link CpuExecutor}. Equal to itself alone: its number is its
 * own.
 *
 * @param number the order in which it came
 */
record Preparation(CpuWork work, long number, PoolStep<?> step)
    implements PrepareLane.Entry, PreparePlaces.Entry {

  @Override
  public String task() {
    return work.task();
  }

  @Override
  public String client() {
    return work.client();
  }

  @Override
  public Priority priority() {
    return work.priority();
  }
}
