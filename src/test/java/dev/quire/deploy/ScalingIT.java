package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the autoscalers ask is asked of a real Prometheus that scrapes running services. */
@Tag("long")
class ScalingIT {

  /** The device hangs in its first run of work for longer than the test takes. */
  private static final Map<String, String> SETTINGS =
      Map.of(
          "QUIRE_MODELS_LAYOUT_ENGINE", "simulated",
          "QUIRE_MODELS_LAYOUT_ISOLATION", "in-process",
          "QUIRE_MODELS_OCR_ENABLED", "false",
          "QUIRE_SIMULATED_FAULTS", "gpu:0/hang-every=40:600s",
          "QUIRE_BATCH_MAX_SIZE", "1",
          "QUIRE_BATCH_CALIBRATION", "0s",
          "QUIRE_QUEUE_TIMEOUT", "20m",
          "QUIRE_WATCHDOG_FLOOR", "20m",
          "QUIRE_WATCHDOG_START", "20m",
          "QUIRE_WATCHDOG_PROBE_AFTER", "20m");

  @Test
  void theQueriesTellHowManyPagesAndRowsWait() throws Exception {
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
      int pages = 0;
      int rows = 0;
      for (Instance instance : instances) {
        pages += pileUpPages(instance, 60 + instance.number());
        rows += pileUpRows(instance, 200 + instance.number());
        adviceIsWhatKedaWouldDo(instance);
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

      List<String> queries =
          StrictYaml.document("kubernetes/components/keda/scaledobject.yaml")
              .findValuesAsText("query");

      awaitScrapes(port, instances.size());
      assertEquals(List.of(pages, rows), queries.stream().map(q -> (int) value(port, q)).toList());
    } finally {
      instances.forEach(Instance::close);
      if (server != null) {
        server.destroyForcibly();
      }
    }
  }

  /** Sends pages until none is answered any more; how many wait, by the service's own word. */
  private static int pileUpPages(Instance instance, int pages) throws Exception {
    LayoutClient client =
        new LayoutClient(URI.create("http://127.0.0.1:%d/".formatted(instance.port())));
    IntStream.range(0, pages)
        .forEach(i -> client.send(Pages.blank(20 + i, instance.number()), "image/png"));
    return depthAtRest(instance, "task=\"layout\"", pages - 45);
  }

  /** The same with sentences; the hanging device is theirs, too. */
  private static int pileUpRows(Instance instance, int candidates) throws Exception {
    String body =
        IntStream.range(0, candidates)
            .mapToObj(i -> "\"Sentence number %d\"".formatted(i))
            .collect(
                Collectors.joining(",", "{\"source\": \"A sentence\", \"candidates\": [", "]}"));
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:%d/v1/similarity".formatted(instance.port())))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body))
            .build();
    HttpClient.newHttpClient().sendAsync(request, BodyHandlers.discarding());
    return depthAtRest(instance, "task=\"similarity\"", 1);
  }

  private static int depthAtRest(Instance instance, String labels, int least) throws Exception {
    double before = -1;
    for (int i = 0; i < 300; i++) {
      double depth = instance.metric("quire_queue_depth", labels);
      if (depth == before && depth >= least) {
        return (int) depth;
      }
      before = depth;
      Thread.sleep(1000);
    }
    throw new AssertionError("The queue never came to rest, at " + before);
  }

  /**
   * KEDA reads a number at a place of the answer, and the HPA behind it multiplies the pods by that
   * over its target, rounded up: what the service itself advises.
   */
  private static void adviceIsWhatKedaWouldDo(Instance instance) throws Exception {
    JsonNode trigger =
        StrictYaml.document("kubernetes/components/keda-autoscale/triggers.yaml")
            .findValue("metadata");
    URI url = URI.create(trigger.path("url").asText());

    String body = Instance.get(instance.port(), url.getPath()).body();

    JsonNode advice = StrictYaml.documents("advice", body).get(0);
    JsonNode value = advice.path(trigger.path("valueLocation").asText());
    assertTrue(value.isNumber() && value.asDouble() > 0, body);
    assertEquals(
        advice.path("replicas_advised").asInt(),
        Math.min(100, (int) Math.ceil(value.asDouble() / trigger.path("targetValue").asDouble())),
        body);
    assertEquals(
        (int) instance.metric("quire_queue_depth", ""), advice.path("pending").asInt(), body);
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

  /** Until all instances have been scraped, for both namespaces. */
  private static void awaitScrapes(int port, int instances) throws Exception {
    for (int i = 0; i < 120; i++) {
      if (value(port, "count(quire_queue_depth{task=\"layout\"})") == 2 * instances) {
        return;
      }
      Thread.sleep(500);
    }
    throw new AssertionError("Prometheus never scraped all; its log is in target/scaling");
  }

  private static double value(int port, String query) {
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
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
