package dev.quire.support;

import java.util.HashMap;
import java.util.Map;

/** Simulated devices for the models of {@link Oriented}. */
public class SimulatedOriented extends Simulated {

  @Override
  public Map<String, String> getConfigOverrides() {
    Map<String, String> all = new HashMap<>(super.getConfigOverrides());
    all.putAll(new Oriented().getConfigOverrides());
    return all;
  }
}
