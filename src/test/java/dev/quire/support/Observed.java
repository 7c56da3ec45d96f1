package dev.quire.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;
import java.util.Set;

/**
 * Traces that stay in memory, JSON for a log, and little of everything: a simulated device that is
 * slow and has memory for a few pages, a short queue, small bodies and little time for them.
 */
public class Observed implements QuarkusTestProfile {

  /** The largest body, in bytes. */
  public static final int BODY_LIMIT = 14 << 20;

  /** How many pages wait at most. */
  public static final int QUEUE_CAPACITY = 14;

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.ofEntries(
        Map.entry("quarkus.log.console.json.enabled", "true"),
        Map.entry("quarkus.otel.sdk.disabled", "false"),
        Map.entry("quarkus.otel.exporter.otlp.enabled", "false"),
        Map.entry("quarkus.otel.bsp.schedule.delay", "20ms"),
        Map.entry("quire.models.layout.engine", "simulated"),
        Map.entry("quire.devices", "gpu:0"),
        Map.entry("quire.simulated.latency", "1:150ms,8:200ms"),
        Map.entry("quire.batch.calibration", "1s"),
        Map.entry("quire.models.ocr.enabled", "false"),
        // two models take 1 GiB each; what is kept in reserve leaves room for 8 pages
        Map.entry("quire.simulated.memory", "16G"),
        Map.entry("quire.memory.reserve", "13824M"),
        Map.entry("quire.queue.capacity", String.valueOf(QUEUE_CAPACITY)),
        Map.entry("quire.cache.bytes", "1M"),
        Map.entry("quarkus.http.limits.max-body-size", String.valueOf(BODY_LIMIT)),
        // two bodies fit into a quarter of it, a form of the largest size not into a tenth
        Map.entry("quire.memory.heap", "128M"),
        Map.entry("quire.http.body-timeout", "3s"),
        Map.entry("quarkus.http.cors.enabled", "true"),
        Map.entry("quarkus.http.cors.origins", Simulated.ORIGIN));
  }

  @Override
  public Set<Class<?>> getEnabledAlternatives() {
    return Set.of(SpansInMemory.class);
  }
}
