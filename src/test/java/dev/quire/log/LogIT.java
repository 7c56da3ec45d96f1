package dev.quire.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** All that the packaged service prints, while it sends traces to a collector that hangs. */
class LogIT {

  private static final int PAGES = 40;

  /** The exporter's own word is let through a few times a minute. */
  private static final int MOST_COMPLAINTS = 10;

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void everyLineIsJsonAndADeadCollectorHurtsNobody() throws Exception {
    Path log = Path.of("target", "log-it.log");
    int port = freePort();
    // it takes connections and says nothing
    try (ServerSocket collector = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Process service = start(log, port, collector.getLocalPort());
      try {
        LayoutClient client = new LayoutClient(URI.create("http://localhost:" + port + "/"));
        awaitStart(log, service);
        for (int i = 0; i < PAGES; i++) {
          assertEquals(200, client.ask(Pages.blank(30 + i, 30), "image/png").statusCode());
        }
        assertEquals(500, client.ask(Pages.blank(666, 30), "image/png").statusCode());

        service.destroy();

        assertTrue(service.waitFor(1, TimeUnit.MINUTES), "it ended");
        assertEquals(0, service.exitValue());
      } finally {
        service.destroyForcibly();
      }
    }

    int complaints = 0;
    boolean ready = false;
    boolean failed = false;
    List<String> lines = Files.readAllLines(log);
    assertFalse(lines.isEmpty());
    for (String text : lines) {
      JsonNode line = json.readTree(text);
      assertTrue(line.isObject(), text);
      JsonNode fields = line.path("mdc");
      if (line.path("loggerName").asText().contains("otlp")) {
        complaints++;
      }
      ready |=
          fields.path("model").asText().equals("page-mini")
              && fields.path("device").asText().equals("gpu:0")
              && line.path("message").asText().contains("is ready on");
      failed |=
          line.path("message").asText().contains("INFERENCE_FAILED")
              && !line.has("stackTrace")
              && !fields.path("requestId").asText().isEmpty()
              && !fields.path("traceId").asText().isEmpty();
    }
    assertTrue(ready, "the device said that it is ready");
    assertTrue(failed, "the failure has its ids, and no stack, since a page brings it about");
    assertTrue(complaints <= MOST_COMPLAINTS, complaints + " lines about the collector");
  }

  private static Process start(Path log, int port, int collector) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command =
        new ArrayList<>(
            List.of(
                java,
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.log.console.json.enabled=true",
                "-Dquarkus.otel.sdk.disabled=false",
                "-Dquarkus.otel.exporter.otlp.endpoint=http://127.0.0.1:" + collector,
                "-Dquarkus.otel.exporter.otlp.timeout=1s",
                "-Dquarkus.otel.bsp.schedule.delay=50ms",
                "-Dquire.models.layout.engine=simulated",
                "-Dquire.devices=gpu:0"));
    command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  private static void awaitStart(Path log, Process service) throws Exception {
    for (int i = 0; i < 1200; i++) {
      assertTrue(service.isAlive(), "it started; " + log + " has its output");
      if (Files.readString(log).contains("Listening on")) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("It never started");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
