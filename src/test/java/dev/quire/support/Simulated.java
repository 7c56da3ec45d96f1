package dev.quire.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** One fast simulated device, with a cache. */
public class Simulated implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of(
        "quire.models.layout.engine", "simulated",
        "quire.devices", "gpu:0",
        "quire.simulated.latency", "1:40ms,8:60ms",
        "quire.cache.bytes", "1M");
  }
}
