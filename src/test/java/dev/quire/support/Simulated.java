package dev.quire.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/**
 * A simulated device that pages and pairs share, faster than any model and slow enough for requests
 * to meet; time limits that a test can wait for; other origins may ask.
 */
public class Simulated implements QuarkusTestProfile {

  /** Of a web page that may ask. */
  public static final String ORIGIN = "http://app.example";

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("quire.models.layout.engine", "simulated"),
        Map.entry("quire.devices", "gpu:0"),
        Map.entry("quire.simulated.latency", "1:20ms,8:40ms,32:60ms"),
        Map.entry("quire.batch.calibration", "1s"),
        Map.entry("quire.cache.bytes", "1M"),
        // pages so large that one of them takes the time of hundreds are refused
        Map.entry("quire.images.max-pixels", "4000000"),
        Map.entry("quire.http.header-timeout", "1s"),
        Map.entry("quire.http.idle-timeout", "2s"),
        Map.entry("quire.watchdog.backoff", "1m"),
        Map.entry("quarkus.http.cors.enabled", "true"),
        Map.entry("quarkus.http.cors.origins", ORIGIN));
  }

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(SpansInMemory.class);
  }
}
