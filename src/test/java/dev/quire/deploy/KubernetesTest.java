package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.app.QuireConfig;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.smallrye.config.WithDefault;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code kubectl kustomize} makes of each overlay and each example. */
@TestInstance(Lifecycle.PER_CLASS)
class KubernetesTest {

  private static final Map<String, Integer> PORTS = Map.of("http", 8080, "management", 9000);

  private final Map<String, Kustomization> built = new HashMap<>();

  static Stream<String> services() {
    return Stream.of(
        "overlays/cpu",
        "overlays/gpu",
        "overlays/mig",
        "examples/cpu-hpa",
        "examples/cpu-autoscale",
        "examples/gpu-keda");
  }

  static Stream<String> all() {
    return Stream.concat(services(), Stream.of("bulk/base", "bulk/gpu"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void everythingLivesInOneNamespace(String folder) {
    for (Manifest manifest : built(folder).manifests()) {
      if (!manifest.kind().equals("Namespace")) {
        assertEquals(
            "quire",
            manifest.document().at("/metadata/namespace").asText(),
            manifest.kind() + " " + manifest.name());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("services")
  void probesAskTheManagementPort(String folder) {
    Container container = container(built(folder));

    assertEquals(
        PORTS,
        container.getPorts().stream()
            .collect(Collectors.toMap(p -> p.getName(), p -> p.getContainerPort())));
    assertAsks("/q/health/started", container.getStartupProbe());
    assertAsks("/q/health/ready", container.getReadinessProbe());
    assertAsks("/q/health/live", container.getLivenessProbe());
  }

  @ParameterizedTest
  @MethodSource("services")
  void theStartMayTakeAsLongAsTheWatchdogAllows(String folder) throws Exception {
    Probe startup = container(built(folder)).getStartupProbe();
    String start =
        QuireConfig.Watchdog.class.getMethod("start").getAnnotation(WithDefault.class).value();

    assertTrue(
        startup.getPeriodSeconds() * startup.getFailureThreshold() >= Settings.seconds(start),
        start);
  }

  @ParameterizedTest
  @MethodSource("services")
  void selectorsFindThePods(String folder) {
    Kustomization built = built(folder);
    Deployment deployment = built.only(Deployment.class);
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();

    assertSelects(deployment.getSpec().getSelector(), labels, "Deployment");
    assertSelects(
        built.only(PodDisruptionBudget.class).getSpec().getSelector(),
        labels,
        "PodDisruptionBudget");
    for (NetworkPolicy policy : built.all(NetworkPolicy.class)) {
      assertSelects(policy.getSpec().getPodSelector(), labels, "NetworkPolicy");
      policy.getSpec().getIngress().stream()
          .flatMap(rule -> rule.getPorts().stream())
          .forEach(
              port -> assertTrue(PORTS.containsKey(port.getPort().getStrVal()), port::toString));
    }
    deployment
        .getSpec()
        .getTemplate()
        .getSpec()
        .getTopologySpreadConstraints()
        .forEach(spread -> assertSelects(spread.getLabelSelector(), labels, "topology spread"));
    for (Service service : built.all(Service.class)) {
      assertTrue(
          labels.entrySet().containsAll(service.getSpec().getSelector().entrySet()),
          service.getMetadata().getName());
      for (ServicePort port : service.getSpec().getPorts()) {
        assertEquals(PORTS.get(port.getTargetPort().getStrVal()), port.getPort());
      }
    }
  }

  @Test
  void theMonitorFindsTheServiceOfTheManagementPortAlone() {
    Kustomization built = built("examples/gpu-keda");
    ServiceMonitor monitor = built.only(ServiceMonitor.class);
    Map<String, String> selector = monitor.getSpec().getSelector().getMatchLabels();
    List<Service> found =
        built.all(Service.class).stream()
            .filter(s -> s.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
            .toList();

    assertEquals(
        List.of("quire-management"), found.stream().map(s -> s.getMetadata().getName()).toList());
    assertEquals(
        monitor.getSpec().getEndpoints().get(0).getPort(),
        found.get(0).getSpec().getPorts().get(0).getName());
    assertEquals("/q/metrics", monitor.getSpec().getEndpoints().get(0).getPath());
    assertEquals(
        "quire",
        found.get(0).getMetadata().getLabels().get(monitor.getSpec().getJobLabel()),
        "the job that the alerts expect");
  }

  @ParameterizedTest
  @MethodSource("services")
  void thereIsTimeToDrain(String folder) {
    PodSpec pod = built(folder).only(Deployment.class).getSpec().getTemplate().getSpec();
    List<String> preStop =
        pod.getContainers().get(0).getLifecycle().getPreStop().getExec().getCommand();

    assertEquals("sleep", preStop.get(0));
    long needed = Long.parseLong(preStop.get(1)) + Settings.secondsToStop();
    long given = pod.getTerminationGracePeriodSeconds();
    assertTrue(
        given >= needed + 5 && given <= needed + 15,
        "%d s given, %d s needed".formatted(given, needed));
  }

  /**
   * What the restricted level of pod security asks for, and a root file system that is read-only.
   */
  @ParameterizedTest
  @MethodSource("all")
  void podsMayDoNothingThatTheyNeedNot(String folder) {
    PodSpec pod = template(built(folder)).getSpec();

    assertFalse(pod.getAutomountServiceAccountToken());
    assertFalse(pod.getEnableServiceLinks());
    assertTrue(pod.getSecurityContext().getRunAsNonRoot());
    assertEquals(10001, pod.getSecurityContext().getRunAsUser());
    assertEquals("RuntimeDefault", pod.getSecurityContext().getSeccompProfile().getType());
    for (Container container : pod.getContainers()) {
      assertFalse(container.getSecurityContext().getAllowPrivilegeEscalation());
      assertTrue(container.getSecurityContext().getReadOnlyRootFilesystem());
      assertEquals(List.of("ALL"), container.getSecurityContext().getCapabilities().getDrop());
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatMustBeWritableIs(String folder) {
    PodSpec pod = template(built(folder)).getSpec();
    Map<String, Volume> volumes =
        pod.getVolumes().stream().collect(Collectors.toMap(Volume::getName, v -> v));
    Map<String, VolumeMount> mounts =
        pod.getContainers().get(0).getVolumeMounts().stream()
            .collect(Collectors.toMap(VolumeMount::getMountPath, m -> m));

    assertEquals(
        volumes.keySet(),
        mounts.values().stream().map(VolumeMount::getName).collect(Collectors.toSet()));
    assertNotNull(volumes.get(mounts.get("/tmp").getName()).getEmptyDir());
    assertEquals("Memory", volumes.get(mounts.get("/dev/shm").getName()).getEmptyDir().getMedium());
  }

  @ParameterizedTest
  @MethodSource("all")
  void settingsAreSettings(String folder) {
    for (EnvVar variable : template(built(folder)).getSpec().getContainers().get(0).getEnv()) {
      assertTrue(
          Settings.isVariable(variable.getName()), variable.getName() + " sets nothing of Quire's");
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void imagesArePinnedAndMemoryIsBounded(String folder) {
    Container container = template(built(folder)).getSpec().getContainers().get(0);

    assertTrue(
        container.getImage().matches("registry\\.example\\.com/quire:\\d+\\.\\d+\\.\\d+-(jvm|gpu)"),
        container.getImage());
    assertEquals(
        container.getResources().getRequests().get("memory"),
        container.getResources().getLimits().get("memory"),
        "memory that is not promised may be taken away");
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/gpu", "examples/gpu-keda", "bulk/gpu"})
  void aPodOnAGpuHasOne(String folder) {
    assertEquals(Map.of("nvidia.com/gpu", "1"), devices(folder));
  }

  @Test
  void aPodOnAMigInstanceHasOneAndNoCard() {
    assertEquals(Map.of("nvidia.com/mig-1g.10gb", "1"), devices("overlays/mig"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"overlays/cpu", "bulk/base"})
  void aPodOnACpuHasNoDevice(String folder) {
    assertEquals(Map.of(), devices(folder));
  }

  /** A spare GPU is seldom there, so the old pod goes first; on CPUs the new one comes first. */
  @Test
  void rollingUpdatesNeedNoSpareGpu() {
    var cpu = built("overlays/cpu").only(Deployment.class).getSpec().getStrategy();
    var gpu = built("overlays/gpu").only(Deployment.class).getSpec().getStrategy();

    assertEquals(0, cpu.getRollingUpdate().getMaxUnavailable().getIntVal());
    assertEquals(0, gpu.getRollingUpdate().getMaxSurge().getIntVal());
    assertEquals(1, gpu.getRollingUpdate().getMaxUnavailable().getIntVal());
  }

  @ParameterizedTest
  @ValueSource(strings = {"bulk/base", "bulk/gpu"})
  void theShardsOfABulkJobAreAsManyAsItsPods(String folder) {
    Job job = built(folder).only(Job.class);
    List<String> arguments = job.getSpec().getTemplate().getSpec().getContainers().get(0).getArgs();

    assertEquals("Indexed", job.getSpec().getCompletionMode());
    assertEquals(
        "$(JOB_COMPLETION_INDEX)/" + job.getSpec().getCompletions(),
        arguments.get(arguments.indexOf("--shard") + 1));
    assertTrue(
        arguments.get(arguments.indexOf("--out") + 1).contains("$(JOB_COMPLETION_INDEX)"),
        "no two pods may write to one file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"examples/cpu-hpa", "examples/gpu-keda", "examples/cpu-autoscale"})
  void theNumberOfPodsIsTheAutoscalers(String folder) {
    assertNull(built(folder).only(Deployment.class).getSpec().getReplicas());
  }

  /** Each is built once. */
  private Kustomization built(String folder) {
    return built.computeIfAbsent(folder, Kustomization::build);
  }

  private Map<String, String> devices(String folder) {
    Map<String, String> devices = new HashMap<>();
    template(built(folder))
        .getSpec()
        .getContainers()
        .get(0)
        .getResources()
        .getLimits()
        .forEach(
            (name, quantity) -> {
              if (!Set.of("cpu", "memory").contains(name)) {
                devices.put(name, quantity.toString());
              }
            });
    return devices;
  }

  private static PodTemplateSpec template(Kustomization built) {
    return Stream.concat(
            built.all(Deployment.class).stream().map(d -> d.getSpec().getTemplate()),
            built.all(Job.class).stream().map(j -> j.getSpec().getTemplate()))
        .findFirst()
        .orElseThrow();
  }

  private static Container container(Kustomization built) {
    return template(built).getSpec().getContainers().get(0);
  }

  private static void assertAsks(String path, Probe probe) {
    assertEquals(path, probe.getHttpGet().getPath());
    assertEquals("management", probe.getHttpGet().getPort().getStrVal());
  }

  private static void assertSelects(
      LabelSelector selector, Map<String, String> labels, String what) {
    assertFalse(selector.getMatchLabels().isEmpty(), what + " selects everything");
    assertTrue(labels.entrySet().containsAll(selector.getMatchLabels().entrySet()), what);
  }
}
