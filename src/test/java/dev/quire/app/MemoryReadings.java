package dev.quire.app;

import jakarta.inject.Singleton;

/** Lets tests that say themselves how full devices are stop the service's own readings. */
@Singleton
public class MemoryReadings {

  private final MemorySampler sampler;

  MemoryReadings(MemorySampler sampler) {
    this.sampler = sampler;
  }

  /** No reading begins any more; one that is in progress may end. */
  public void stop() {
    sampler.close();
  }
}
