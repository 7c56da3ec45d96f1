package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Pages;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The dashboard, the alarms and the autoscalers ask for series that a running service has. */
@QuarkusTest
class MetricNamesQuarkusTest {

  /** Prometheus adds them. */
  private static final Set<String> OF_TARGETS = Set.of("job", "instance", "namespace", "pod");

  /** What only GPUs have, and what is counted from its first occurrence on. */
  private static final Set<String> NOT_HERE =
      Set.of(
          "quire_device_utilization_ratio",
          "quire_device_temperature_celsius",
          "quire_device_power_watts",
          "quire_device_faults_total");

  private static final Pattern SAMPLE = Pattern.compile("(?m)^(quire_\\w+)(?:\\{(.*)})? ");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  @Inject PrometheusMeterRegistry registry;

  @Test
  void whatIsAskedForIsThere() {
    RestAssured.given()
        .contentType("image/jpeg")
        .body(Pages.sample())
        .post("/v1/layout")
        .then()
        .statusCode(200);
    Map<String, Set<String>> asked = Queries.series(Queries.all());
    Map<String, Set<String>> told = told();
    Set<String> missing = new TreeSet<>();

    asked.forEach(
        (name, labels) -> {
          if (!told.containsKey(name)) {
            missing.add(name);
            return;
          }
          Set<String> unknown = new HashSet<>(labels);
          unknown.removeAll(told.get(name));
          unknown.removeAll(OF_TARGETS);
          assertEquals(Set.of(), unknown, "labels of " + name + ", which has " + told.get(name));
        });
    assertTrue(asked.size() > 20, asked::toString);
    assertEquals(new TreeSet<>(NOT_HERE), missing);
  }

  private Map<String, Set<String>> told() {
    Map<String, Set<String>> told = new HashMap<>();
    Matcher sample = SAMPLE.matcher(registry.scrape());
    while (sample.find()) {
      Set<String> labels = told.computeIfAbsent(sample.group(1), name -> new HashSet<>());
      if (sample.group(2) != null) {
        LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
      }
    }
    return told;
  }
}
