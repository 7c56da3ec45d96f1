package dev.quire.bench;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Batches are measured before the service begins, as outside of tests. */
public class Calibrated implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quire.batch.calibration", "5s");
  }
}
