package dev.quire.drain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The packaged service is told to stop under load, as in a rolling restart. */
class DrainIT {

  private static final int CLIENTS = 24;

  private final AtomicLong asked = new AtomicLong();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();

  @Test
  void whatWasAdmittedIsAnsweredAndTheRestIsRefused() throws Exception {
    int port = freePort();
    URI base = URI.create("http://localhost:" + port + "/");
    Process service =
        start(
            port,
            "-Dquire.models.layout.engine=simulated",
            "-Dquire.devices=gpu:0",
            "-Dquire.simulated.latency=1:50ms,8:200ms");
    try {
      awaitReady(base, service);
      LayoutClient client = new LayoutClient(base);
      CompletableFuture<?>[] clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(i -> keepAsking(client))
              .toArray(CompletableFuture[]::new);
      while (asked.get() < 4 * CLIENTS) {
        Thread.sleep(5);
      }

      service.destroy();

      assertTrue(becomesUnready(base), "readiness went down while the service still answered");
      CompletableFuture.allOf(clients).get(1, TimeUnit.MINUTES);
      assertTrue(service.waitFor(1, TimeUnit.MINUTES), "it ended");
      Map<Integer, Integer> byStatus = new TreeMap<>();
      statuses.forEach((status, count) -> byStatus.put(status, count.get()));
      assertEquals(asked.get(), byStatus.values().stream().mapToInt(i -> i).sum());
      assertEquals(List.of(200, 503), List.copyOf(byStatus.keySet()), byStatus::toString);
      assertEquals(CLIENTS, byStatus.get(503), "each client was refused once and then left");
      assertEquals(0, service.exitValue());
    } finally {
      service.destroyForcibly();
    }
  }

  /** A run that hangs, a body on its way and a document: all are told before HTTP closes. */
  @Test
  void whatCannotBeServedIsToldSoBeforeHttpCloses() throws Exception {
    int port = freePort();
    URI base = URI.create("http://localhost:" + port + "/");
    Process service =
        start(
            port,
            "-Dquire.models.layout.engine=simulated",
            "-Dquire.models.similarity.enabled=false",
            "-Dquire.models.ocr.enabled=false",
            "-Dquire.devices=gpu:0",
            "-Dquire.batch.calibration=0s",
            "-Dquire.watchdog.floor=4m",
            "-Dquire.simulated.faults=gpu:0/hang-every=60:600s",
            "-Dquire.shutdown.grace=4s");
    try {
      awaitReady(base, service);
      LayoutClient client = new LayoutClient(base);
      CompletableFuture<HttpResponse<String>> last = null;
      for (int i = 0; !hangs(base); i++) {
        if (last == null || last.isDone()) {
          last = client.send(Pages.blank(50 + i, 40), "image/png");
        }
        Thread.sleep(5);
      }
      CompletableFuture<HttpResponse<String>> hung = last;
      CompletableFuture<HttpResponse<String>> queued =
          client.send(Pages.blank(50, 60), "image/png");
      try (Socket upload = new Socket("localhost", port);
          Socket stream = new Socket("localhost", port)) {
        upload
            .getOutputStream()
            .write(
                ("POST /v1/layout HTTP/1.1\r\nHost: x\r\nContent-Type: image/png\r\n"
                        + "Content-Length: 1000\r\n\r\nabc")
                    .getBytes());
        stream
            .getOutputStream()
            .write(
                "GET /v1/devices HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\n\r\n"
                    .getBytes());
        stream.getInputStream().read();

        service.destroy();

        for (CompletableFuture<HttpResponse<String>> page : List.of(hung, queued)) {
          HttpResponse<String> response = page.get(1, TimeUnit.MINUTES);
          assertEquals(503, response.statusCode());
          assertTrue(response.body().contains("shutting-down"), response::body);
          assertTrue(response.headers().firstValue("Retry-After").isPresent());
        }
        String told = new String(upload.getInputStream().readAllBytes());
        assertTrue(told.startsWith("HTTP/1.1 503 "), told);
        assertTrue(told.contains("shutting-down"), told);
        String events = new String(stream.getInputStream().readAllBytes());
        assertTrue(events.endsWith("0\r\n\r\n"), "the stream of events came to its end");
        assertTrue(service.waitFor(1, TimeUnit.MINUTES), "it ended");
      }
    } finally {
      service.destroyForcibly();
    }
  }

  /** Whether a run takes far longer than any does that does not hang. */
  private static boolean hangs(URI base) throws Exception {
    String devices =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(base.resolve("/v1/devices")).build(),
                BodyHandlers.ofString())
            .body();
    return Pattern.compile("\"running_millis\":(\\d+)")
        .matcher(devices)
        .results()
        .anyMatch(run -> Integer.parseInt(run.group(1)) > 5_000);
  }

  /** The engine's library takes itself apart with the virtual machine, so nothing may run then. */
  @Test
  void aRealEngineStillRunsWhileTheServiceStops() throws Exception {
    int port = freePort();
    URI base = URI.create("http://localhost:" + port + "/");
    Process service =
        start(
            port,
            "-XX:ErrorFile=target/drain-crash.log",
            "-Dquire.devices=cpu",
            "-Dquire.batch.calibration=0s",
            "-Dquire.watchdog.probe-after=5ms");
    try {
      awaitReady(base, service);

      service.destroy();

      assertTrue(service.waitFor(1, TimeUnit.MINUTES), "it ended");
      assertEquals(0, service.exitValue(), "target/drain.log has its output");
    } finally {
      service.destroyForcibly();
    }
  }

  /** Asks until it is refused, as a load balancer would. */
  private CompletableFuture<Void> keepAsking(LayoutClient client) {
    long number = asked.incrementAndGet();
    int width = 20 + (int) (number % 500);
    return client
        .send(Pages.blank(width, 20 + (int) (number / 500)), "image/png")
        .thenCompose(
            response -> {
              statuses
                  .computeIfAbsent(response.statusCode(), s -> new AtomicInteger())
                  .incrementAndGet();
              if (response.statusCode() == 200) {
                assertTrue(response.body().contains("\"width\":" + width), response::body);
                return keepAsking(client);
              }
              assertTrue(response.body().contains("shutting-down"), response::body);
              return CompletableFuture.completedFuture(null);
            });
  }

  private static Process start(int port, String... settings) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    List<String> command = new ArrayList<>(List.of(java, "-Dquarkus.http.port=" + port));
    command.addAll(List.of(settings));
    command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(new File("target/drain.log"))
        .start();
  }

  private static void awaitReady(URI base, Process service) throws Exception {
    for (int i = 0; i < 600; i++) {
      assertTrue(service.isAlive(), "it started; target/drain.log has its output");
      if (health(base) == 200) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("It never became ready");
  }

  private static boolean becomesUnready(URI base) throws Exception {
    for (int i = 0; i < 200; i++) {
      int status = health(base);
      if (status != 200) {
        return status == 503;
      }
      Thread.sleep(10);
    }
    return false;
  }

  /** The readiness check's status; 0 if nobody answers. */
  private static int health(URI base) throws InterruptedException {
    try {
      HttpResponse<Void> response =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(base.resolve("/q/health/ready")).build(),
                  BodyHandlers.discarding());
      return response.statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
