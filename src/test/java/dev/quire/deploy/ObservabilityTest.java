package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alarms and the dashboard. */
class ObservabilityTest {

  private static final JsonNode ALERTS = StrictYaml.document("observability/alerts.yml");

  private static final JsonNode DASHBOARD =
      StrictYaml.document("observability/grafana/dashboards/quire.json");

  @Test
  void theAlarmsAreThoseOfTheirUnitTests() {
    String out =
        Tool.named("promtool").check("test", "rules", "deploy/observability/alerts.test.yml");

    assertTrue(out.contains("SUCCESS"), out);
  }

  @Test
  void prometheusTakesItsConfiguration() {
    String out =
        Tool.named("promtool").check("check", "config", "deploy/observability/prometheus.yml");

    assertTrue(out.contains("1 rule files found"), out);
  }

  @Test
  void eachAlarmHasAUnitTestInWhichItIsRaisedAndOneInWhichItIsNot() {
    Set<String> raised = new HashSet<>();
    Set<String> silent = new HashSet<>();
    for (JsonNode test : StrictYaml.document("observability/alerts.test.yml").path("tests")) {
      for (JsonNode expected : test.path("alert_rule_test")) {
        String alarm = expected.path("alertname").asText();
        (expected.path("exp_alerts").isEmpty() ? silent : raised).add(alarm);
      }
    }
    Set<String> alarms = new HashSet<>(ALERTS.findValuesAsText("alert"));

    assertEquals(alarms, raised);
    assertEquals(alarms, silent);
  }

  @Test
  void theOperatorsRulesAreTheSame() {
    JsonNode rule = StrictYaml.document("kubernetes/components/monitoring/prometheusrule.yaml");

    assertEquals(ALERTS.path("groups"), rule.at("/spec/groups"));
  }

  @Test
  void everyAlarmSaysHowBadItIsAndWhatToMakeOfIt() {
    for (JsonNode alarm : ALERTS.at("/groups/0/rules")) {
      String name = alarm.path("alert").asText();
      assertTrue(
          Set.of("warning", "critical").contains(alarm.at("/labels/severity").asText()), name);
      assertFalse(alarm.at("/annotations/summary").asText().isEmpty(), name);
      assertFalse(alarm.at("/annotations/description").asText().isEmpty(), name);
    }
  }

  @Test
  void theJobIsCalledAsTheAlarmsExpect() {
    JsonNode scrape = StrictYaml.document("observability/prometheus.yml").at("/scrape_configs/0");

    assertEquals("quire", scrape.path("job_name").asText());
    assertEquals("/q/metrics", scrape.path("metrics_path").asText());
  }

  /** PromQL is read by Prometheus itself: each query as a rule. */
  @Test
  void theDashboardsQueriesAreQueries(@TempDir Path folder) throws IOException {
    Tool promtool = Tool.named("promtool");
    List<String> queries = Queries.ofDashboard();
    StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
    for (int i = 0; i < queries.size(); i++) {
      String query = queries.get(i).replace("$__rate_interval", "1m").replaceAll("\\$\\w+", ".*");
      rules.append("  - record: query:%d\n    expr: '%s'\n".formatted(i, query));
    }
    Path file = Files.writeString(folder.resolve("rules.yml"), rules);

    String out = promtool.check("check", "rules", file.toString());

    assertTrue(out.contains(queries.size() + " rules found"), out);
  }

  @Test
  void theDashboardsPanelsAreThere() {
    List<String> ids =
        DASHBOARD.path("panels").findValues("id").stream().map(JsonNode::asText).toList();

    assertEquals(ids.size(), new HashSet<>(ids).size(), "a panel's number is its own");
    for (JsonNode panel : DASHBOARD.path("panels")) {
      JsonNode place = panel.path("gridPos");
      assertTrue(place.path("x").asInt() + place.path("w").asInt() <= 24, panel::toString);
      assertTrue(
          panel.path("type").asText().equals("row") || !panel.path("targets").isEmpty(),
          panel::toString);
    }
  }

  @Test
  void theDashboardsVariablesAreThoseItsQueriesUse() {
    Set<String> declared = new HashSet<>();
    DASHBOARD.at("/templating/list").forEach(v -> declared.add(v.path("name").asText()));
    Set<String> used =
        Queries.ofDashboard().stream()
            .flatMap(q -> Pattern.compile("\\$(\\w+)").matcher(q).results())
            .map(match -> match.group(1))
            .filter(name -> !name.startsWith("__"))
            .collect(Collectors.toSet());

    assertEquals(Set.of("model", "device", "instance"), used);
    used.add("datasource");
    assertEquals(used, declared);
  }
}
