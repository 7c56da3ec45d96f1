package dev.quire.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.Map;

/**
 * An object of Kubernetes.
 *
 * @param source what messages call the place it was read from
 * @param apiVersion such as {@code apps/v1}
 * @param kind such as {@code Deployment}
 * @param name its name
 * @param document all of it
 */
record Manifest(String source, String apiVersion, String kind, String name, JsonNode document) {

  /** What stands at the top of any object here. */
  private record Top(
      String apiVersion, String kind, JsonNode metadata, JsonNode spec, JsonNode data) {}

  private static final Map<String, Class<?>> TYPES =
      Map.ofEntries(
          Map.entry("v1/ConfigMap", ConfigMap.class),
          Map.entry("v1/Namespace", Namespace.class),
          Map.entry("v1/Service", Service.class),
          Map.entry("v1/ServiceAccount", ServiceAccount.class),
          Map.entry("apps/v1/Deployment", Deployment.class),
          Map.entry("autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class),
          Map.entry("batch/v1/Job", Job.class),
          Map.entry("networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class),
          Map.entry("policy/v1/PodDisruptionBudget", PodDisruptionBudget.class),
          Map.entry("monitoring.coreos.com/v1/PrometheusRule", PrometheusRule.class),
          Map.entry("monitoring.coreos.com/v1/ServiceMonitor", ServiceMonitor.class),
          Map.entry("keda.sh/v1alpha1/ScaledObject", ScaledObject.class));

  /** Reads a document, the whole of it strictly; its kind must be one that is used here. */
  static Manifest of(String source, JsonNode document) {
    Manifest manifest =
        new Manifest(
            source,
            document.path("apiVersion").asText(),
            document.path("kind").asText(),
            document.path("metadata").path("name").asText(),
            document);
    if (!TYPES.containsKey(manifest.type())) {
      throw new AssertionError(
          "%s: no kind called %s is known here, only %s"
              .formatted(source, manifest.type(), TYPES.keySet()));
    }
    if (manifest.name.isEmpty()) {
      throw new AssertionError(source + ": metadata.name is missing");
    }
    if (!manifest.kind.equals("ServiceAccount")) {
      StrictYaml.as(source, document, Top.class);
    }
    StrictYaml.as(source, document, TYPES.get(manifest.type()));
    return manifest;
  }

  /** The document as the type of its kind. */
  <T> T as(Class<T> type) {
    return StrictYaml.as(source, document, type);
  }

  private String type() {
    return apiVersion + "/" + kind;
  }
}
