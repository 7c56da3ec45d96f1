package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the autoscalers ask is asked of a real Prometheus that scrapes running services. */
class ScalingIT {

  /** The device hangs in its first run of work for longer than the test takes. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "QUIRE_MODELS_LAYOUT_ENGINE", "simulated",
          "QUIRE_MODELS_LAYOUT_ISOLATION", "in-process",
          "QUIRE_SIMULATED_FAULTS", "gpu:0/hang-every=40:600s",
          "QUIRE_BATCH_MAX_SIZE", "1",
          "QUIRE_BATCH_CALIBRATION", "0s",
          "QUIRE_QUEUE_TIMEOUT", "20m",
          "QUIRE_WATCHDOG_FLOOR", "20m",
          "QUIRE_WATCHDOG_START", "20m",
          "QUIRE_WATCHDOG_PROBE_AFTER", "20m");

  @Test
  void theQueryTellsHowManyPagesWait() throws Exception {
    Tool prometheus = Tool.named("prometheus");
    Path folder = Files.createDirectories(Path.of("target/scaling").toAbsolutePath());
    Instance.unpackNatives();
    List<Instance> instances =
        Instance.freeNumbers(2).stream()
            .map(number -> new Instance(number, folder, SETTINGS))
            .toList();
    Process server = null;
    try {
      for (Instance instance : instances) {
        instance.start();
      }
      int waiting = 0;
      for (Instance instance : instances) {
        waiting += pileUp(instance, 60 + instance.number());
      }
      int port = Nginx.freePort();
      server =
          new ProcessBuilder(
                  prometheus.path().toString(),
                  "--config.file=" + Files.writeString(folder.resolve("p.yml"), config(instances)),
                  "--storage.tsdb.path=" + Files.createTempDirectory(folder, "data"),
                  "--web.listen-address=127.0.0.1:" + port)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("prometheus.log").toFile())
              .start();

      String query =
          StrictYaml.document("kubernetes/components/keda/scaledobject.yaml")
              .findValuesAsText("query")
              .get(0);

      assertEquals(waiting, awaitBoth(port, query, instances.size()));
    } finally {
      instances.forEach(Instance::close);
      if (server != null) {
        server.destroyForcibly();
      }
    }
  }

  /** Sends pages until none is answered any more; how many wait, by the service's own word. */
  private static int pileUp(Instance instance, int pages) throws Exception {
    LayoutClient client =
        new LayoutClient(URI.create("http://127.0.0.1:%d/".formatted(instance.port())));
    IntStream.range(0, pages)
        .forEach(i -> client.send(Pages.blank(20 + i, instance.number()), "image/png"));
    double before = -1;
    for (int i = 0; i < 300; i++) {
      double depth = instance.metric("quire_queue_depth", "");
      if (depth == before && depth > pages - 45) {
        return (int) depth;
      }
      before = depth;
      Thread.sleep(1000);
    }
    throw new AssertionError("The queue never came to rest, at " + before);
  }

  private static String config(List<Instance> instances) {
    List<String> targets =
        instances.stream().map(i -> "'127.0.0.1:" + i.managementPort() + "'").toList();
    return """
        global: {scrape_interval: 1s}
        scrape_configs:
        - job_name: quire
          metrics_path: /q/metrics
          static_configs:
          - targets: %s
            labels: {namespace: quire}
          - targets: %s
            labels: {namespace: another}
        """
        .formatted(targets, targets);
  }

  /** The answer once all instances have been scraped, of both namespaces. */
  private static double awaitBoth(int port, String query, int instances) throws Exception {
    for (int i = 0; i < 120; i++) {
      if (value(port, "count(quire_queue_depth{model=\"page-mini\"})") == 2 * instances) {
        return value(port, query);
      }
      Thread.sleep(500);
    }
    throw new AssertionError("Prometheus never scraped all; its log is in target/scaling");
  }

  private static double value(int port, String query) throws Exception {
    try {
      String body =
          Instance.get(
                  port, "/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
              .body();
      var result = StrictYaml.documents("Prometheus", body).get(0).at("/data/result");
      assertTrue(result.size() <= 1, body);
      return result.isEmpty() ? Double.NaN : result.at("/0/value/1").asDouble();
    } catch (IOException e) {
      return Double.NaN;
    }
  }
}
