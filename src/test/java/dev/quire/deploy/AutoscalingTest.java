package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.deploy.ScaledObject.Trigger;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.ExternalMetricSource;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** However the number of pods is chosen, it is chosen by the same thing. */
@TestInstance(Lifecycle.PER_CLASS)
class AutoscalingTest {

  private static final JsonNode RULE =
      StrictYaml.document("observability/prometheus-adapter.yaml").at("/rules/external/0");

  private final Map<String, Kustomization> built = new HashMap<>();

  @Test
  void theAdapterAsksPrometheusWhatKedaAsks() {
    String series = RULE.path("seriesQuery").asText().replaceFirst("\\{.*", "");
    String asked =
        RULE.path("metricsQuery")
            .asText()
            .replace("<<.Series>>", series)
            .replace("<<.LabelMatchers>>", "namespace=\"quire\"");

    assertEquals(trigger("examples/gpu-keda").text("query"), asked);
    assertEquals(
        "namespace", RULE.at("/resources/overrides/namespace/resource").asText(), "the label");
  }

  @Test
  void theAutoscalerWantsTheMetricOfTheRule() {
    ExternalMetricSource metric = autoscaler().getSpec().getMetrics().get(0).getExternal();

    assertEquals(RULE.at("/name/as").asText(), metric.getMetric().getName());
    assertEquals("AverageValue", metric.getTarget().getType());
    assertEquals(
        trigger("examples/gpu-keda").text("threshold"),
        metric.getTarget().getAverageValue().toString());
    assertEquals("AverageValue", trigger("examples/gpu-keda").metricType());
  }

  @Test
  void bothAskTheSamePrometheus() {
    JsonNode prometheus =
        StrictYaml.document("observability/prometheus-adapter.yaml").path("prometheus");

    assertEquals(
        prometheus.path("url").asText() + ":" + prometheus.path("port").asInt(),
        trigger("examples/gpu-keda").text("serverAddress"));
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
    Trigger trigger = trigger("examples/cpu-autoscale");
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

  private Trigger trigger(String folder) {
    List<Trigger> triggers = scaledObject(folder).spec().triggers();
    assertEquals(1, triggers.size());
    return triggers.get(0);
  }
}
