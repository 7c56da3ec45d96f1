package dev.quire.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The questions to Prometheus that stand in {@code deploy/}. */
final class Queries {

  private static final Pattern SERIES = Pattern.compile("\\b(quire_\\w+)(?:\\{([^}]*)})?");
  private static final Pattern LABEL = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"");

  private Queries() {}

  /** All of them. */
  static List<String> all() {
    List<String> queries = new ArrayList<>(ofDashboard());
    queries.addAll(StrictYaml.document("observability/alerts.yml").findValuesAsText("expr"));
    queries.addAll(
        StrictYaml.document("observability/prometheus-adapter.yaml")
            .findValuesAsText("seriesQuery"));
    queries.addAll(
        StrictYaml.document("kubernetes/components/keda/scaledobject.yaml")
            .findValuesAsText("query"));
    return queries;
  }

  static List<String> ofDashboard() {
    JsonNode dashboard = StrictYaml.document("observability/grafana/dashboards/quire.json");
    List<String> queries = new ArrayList<>();
    for (JsonNode panel : dashboard.path("panels")) {
      queries.addAll(panel.path("targets").findValuesAsText("expr"));
    }
    return queries;
  }

  /** The series that queries name, and the labels that they pick by. */
  static Map<String, Set<String>> series(List<String> queries) {
    Map<String, Set<String>> series = new LinkedHashMap<>();
    for (String query : queries) {
      Matcher matcher = SERIES.matcher(query);
      while (matcher.find()) {
        Set<String> labels =
            series.computeIfAbsent(matcher.group(1), name -> new LinkedHashSet<>());
        if (matcher.group(2) != null) {
          LABEL.matcher(matcher.group(2)).results().forEach(label -> labels.add(label.group(1)));
        }
      }
    }
    return series;
  }
}
