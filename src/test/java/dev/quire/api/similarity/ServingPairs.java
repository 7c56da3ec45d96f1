package dev.quire.api.similarity;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The embedded similarity model beside the layout model. */
public class ServingPairs implements QuarkusTestProfile {
  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quire.models.similarity.enabled", "true");
  }
}
