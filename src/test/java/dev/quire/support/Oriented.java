package dev.quire.support;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** The embedded models for text, and one that tells how pages stand. */
public class Oriented implements QuarkusTestProfile {

  @Override
  public Map<String, String> getConfigOverrides() {
    return Map.of("quire.models.ocr.path", OrientationModel.folder().toString());
  }
}
