package dev.quire.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/**
 * What KEDA takes, as far as it is used here; the fields are those of <a
 * href="https://keda.sh/docs/latest/reference/scaledobject-spec/">its specification</a>.
 */
record ScaledObject(String apiVersion, String kind, JsonNode metadata, Spec spec) {

  record Spec(
      Target scaleTargetRef,
      Integer minReplicaCount,
      Integer maxReplicaCount,
      Integer pollingInterval,
      Integer cooldownPeriod,
      Fallback fallback,
      Advanced advanced,
      List<Trigger> triggers) {}

  record Target(String name, String kind, String apiVersion) {}

  record Fallback(int failureThreshold, int replicas) {}

  record Advanced(Autoscaler horizontalPodAutoscalerConfig) {}

  /** The behaviour is that of an autoscaler of Kubernetes. */
  record Autoscaler(
      io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior behavior) {}

  /** All values of the metadata are texts, numbers too. */
  record Trigger(String type, String metricType, Map<String, JsonNode> metadata) {

    String text(String key) {
      JsonNode value = metadata.get(key);
      if (value == null || !value.isTextual()) {
        throw new AssertionError("The trigger's %s must be a text, not %s".formatted(key, value));
      }
      return value.textValue();
    }
  }
}
