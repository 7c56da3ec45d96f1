package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.deploy.ScaledObject.Trigger;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ExternalMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.MetricSpec;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** However the number of pods is chosen, it is chosen by the same thing. */
@TestInstance(Lifecycle.PER_CLASS)
class AutoscalingTest {

  private static final JsonNode RULES =
      StrictYaml.document("observability/prometheus-adapter.yaml").at("/rules/external");

  private final Map<String, Kustomization> built = new HashMap<>();

  @Test
  void theAdapterAsksPrometheusWhatKedaAsks() {
    List<String> asked = new ArrayList<>();
    for (JsonNode rule : RULES) {
      String series = rule.path("seriesQuery").asText().replaceFirst("\\{.*", "");
      asked.add(
          rule.path("metricsQuery")
              .asText()
              .replace("<<.Series>>", series)
              .replace("<<.LabelMatchers>>", "namespace=\"quire\""));
      assertEquals(
          "namespace", rule.at("/resources/overrides/namespace/resource").asText(), "the label");
    }

    assertEquals(triggers("examples/gpu-keda").map(t -> t.text("query")).toList(), asked);
  }

  @Test
  void theAutoscalerWantsTheMetricsOfTheRules() {
    List<ExternalMetricSource> metrics =
        autoscaler().getSpec().getMetrics().stream().map(MetricSpec::getExternal).toList();

    assertEquals(
        RULES.findValuesAsText("as"), metrics.stream().map(m -> m.getMetric().getName()).toList());
    assertEquals(
        triggers("examples/gpu-keda").map(t -> t.text("threshold")).toList(),
        metrics.stream().map(m -> m.getTarget().getAverageValue().toString()).toList());
    metrics.forEach(metric -> assertEquals("AverageValue", metric.getTarget().getType()));
    triggers("examples/gpu-keda").forEach(t -> assertEquals("AverageValue", t.metricType()));
  }

  @Test
  void bothAskTheSamePrometheus() {
    JsonNode prometheus =
        StrictYaml.document("observability/prometheus-adapter.yaml").path("prometheus");

    String address = prometheus.path("url").asText() + ":" + prometheus.path("port").asInt();
    triggers("examples/gpu-keda").forEach(t -> assertEquals(address, t.text("serverAddress")));
  }

  @Test
  void bothMoveAlikeWithinTheSameBounds() {
    HorizontalPodAutoscaler hpa = autoscaler();
    ScaledObject.Spec keda = scaledObject("examples/gpu-keda").spec();

    assertEquals(hpa.getSpec().getMinReplicas(), keda.minReplicaCount());
    assertEquals(hpa.getSpec().getMaxReplicas(), keda.maxReplicaCount());
    assertEquals(
        hpa.getSpec().getBehavior(), keda.advanced().horizontalPodAutoscalerConfig().behavior());
  }

  @Test
  void bothScaleTheDeployment() {
    Kustomization hpa = built("examples/cpu-hpa");
    String deployment = hpa.only(Deployment.class).getMetadata().getName();

    assertEquals(deployment, autoscaler().getSpec().getScaleTargetRef().getName());
    assertEquals("Deployment", autoscaler().getSpec().getScaleTargetRef().getKind());
    assertEquals(deployment, scaledObject("examples/gpu-keda").spec().scaleTargetRef().name());
  }

  @Test
  void theServicesOwnAdviceIsAskedOfTheService() {
    Kustomization built = built("examples/cpu-autoscale");
    List<Trigger> triggers = triggers("examples/cpu-autoscale").toList();
    assertEquals(1, triggers.size());
    Trigger trigger = triggers.get(0);
    URI url = URI.create(trigger.text("url"));
    Service service =
        built.all(Service.class).stream()
            .filter(s -> url.getHost().equals(s.getMetadata().getName() + ".quire.svc"))
            .findFirst()
            .orElseThrow();

    assertEquals("metrics-api", trigger.type());
    assertEquals(url.getPort(), service.getSpec().getPorts().get(0).getPort());
    assertEquals("/v1/autoscale", url.getPath());
    assertTrue(
        List.of("pending", "drain_seconds", "replicas_advised")
            .contains(trigger.text("valueLocation")));
    assertEquals("Value", trigger.metricType(), "one pod's seconds are not divided among the pods");
    assertTrue(Double.parseDouble(trigger.text("targetValue")) > 0);
  }

  /** Each is built once. */
  private Kustomization built(String folder) {
    return built.computeIfAbsent(folder, Kustomization::build);
  }

  private HorizontalPodAutoscaler autoscaler() {
    return built("examples/cpu-hpa").only(HorizontalPodAutoscaler.class);
  }

  private ScaledObject scaledObject(String folder) {
    return built(folder).only(ScaledObject.class);
  }

  private Stream<Trigger> triggers(String folder) {
    return scaledObject(folder).spec().triggers().stream();
  }
}
