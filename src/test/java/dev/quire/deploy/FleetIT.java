package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/**
 * Two instances as systemd starts them, behind a real nginx with the configuration for operators.
 */
@Tag("long")
class FleetIT {

  private static final int CLIENTS = 12;

  private final AtomicLong asked = new AtomicLong();
  private final AtomicBoolean enough = new AtomicBoolean();
  private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
  private Path folder;
  private List<Instance> instances = List.of();
  private Nginx nginx;

  @BeforeAll
  static void prepareForAll() {
    Tool.named("nginx");
    Instance.unpackNatives();
  }

  @BeforeEach
  void prepare(TestInfo test) throws IOException {
    folder =
        Files.createDirectories(
            Path.of("target/fleet", test.getTestMethod().orElseThrow().getName()).toAbsolutePath());
  }

  @AfterEach
  void end() {
    if (nginx != null) {
      nginx.close();
    }
    instances.forEach(Instance::close);
  }

  @Test
  void aRollingRestartAndACrashFailNoRequest() throws Exception {
    start(Map.of("QUIRE_SIMULATED_LATENCY", "1:20ms,8:60ms"));
    CompletableFuture<?> load = load(CLIENTS);
    awaitAnswers(10 * CLIENTS);

    for (Instance instance : instances) {
      assertTrue(instance.metric("quire_tickets_total", "outcome=\"answered\"") > 0, "it has work");
      assertEquals(0, instance.terminate(), "quire@" + instance.number());
      awaitAnswers(5 * CLIENTS);
      instance.start();
      awaitAnswers(5 * CLIENTS);
      awaitWork(instance);
    }
    instances.get(0).kill();
    awaitAnswers(10 * CLIENTS);
    instances.get(0).start();
    awaitWork(instances.get(0));

    enough.set(true);
    load.get(1, TimeUnit.MINUTES);
    assertEquals(Map.of("200", (int) asked.get()), counts());
    for (Instance instance : instances) {
      assertEquals(
          200,
          Instance.get(nginx.port(), "/instances/%d/v1/devices".formatted(instance.number()))
              .statusCode());
    }
  }

  /** As many say no as there is no room for, with the time to come back, and nobody is shut out. */
  @Test
  void anOverloadedFleetSaysWhenToComeBack() throws Exception {
    start(Map.of("QUIRE_SIMULATED_LATENCY", "1:100ms,2:200ms", "QUIRE_QUEUE_CAPACITY", "2"));

    CompletableFuture<?> load = load(4 * CLIENTS);
    awaitAnswers(40 * CLIENTS);
    enough.set(true);
    load.get(1, TimeUnit.MINUTES);

    Map<String, Integer> counts = counts();
    assertEquals(
        List.of("200", "503, Retry-After"), List.copyOf(counts.keySet()), counts::toString);
    for (Instance instance : instances) {
      assertTrue(instance.metric("quire_tickets_total", "outcome=\"answered\"") > 0, "it had work");
      assertTrue(instance.metric("quire_tickets_total", "outcome=\"refused\"") > 0, "too much");
    }
    assertEquals(200, client().ask(Pages.blank(700, 700), "image/png").statusCode());
  }

  private void start(Map<String, String> settings) throws Exception {
    Map<String, String> all = new TreeMap<>(settings);
    all.put("QUIRE_MODELS_LAYOUT_ENGINE", "simulated");
    all.put("QUIRE_MODELS_LAYOUT_ISOLATION", "in-process");
    instances =
        Instance.freeNumbers(2).stream().map(number -> new Instance(number, folder, all)).toList();
    for (Instance instance : instances) {
      instance.start();
    }
    nginx = Nginx.inFrontOf(instances, folder);
  }

  private LayoutClient client() {
    return new LayoutClient(URI.create("http://127.0.0.1:%d/".formatted(nginx.port())));
  }

  private CompletableFuture<?> load(int clients) {
    LayoutClient client = client();
    return CompletableFuture.allOf(
        IntStream.range(0, clients)
            .mapToObj(i -> keepAsking(client))
            .toArray(CompletableFuture[]::new));
  }

  private CompletableFuture<Void> keepAsking(LayoutClient client) {
    if (enough.get()) {
      return CompletableFuture.completedFuture(null);
    }
    long number = asked.incrementAndGet();
    return client
        .send(Pages.blank(20 + (int) (number % 500), 20 + (int) (number / 500)), "image/png")
        .handle(
            (response, error) ->
                error != null
                    ? error.toString()
                    : response.statusCode()
                        + (response.headers().firstValue("Retry-After").isPresent()
                            ? ", Retry-After"
                            : ""))
        .thenCompose(
            answer -> {
              answers.computeIfAbsent(answer, a -> new AtomicInteger()).incrementAndGet();
              return keepAsking(client);
            });
  }

  /** Until there are so many more. */
  private void awaitAnswers(int more) throws InterruptedException {
    int until = answered() + more;
    for (int i = 0; i < 1200 && answered() < until; i++) {
      Thread.sleep(50);
    }
    assertTrue(answered() >= until, () -> "the load goes on: " + counts());
  }

  /** Until nginx gives an instance work again. */
  private void awaitWork(Instance instance) throws Exception {
    for (int i = 0; i < 600; i++) {
      if (instance.metric("quire_tickets_total", "outcome=\"answered\"") > 0) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("quire@%d gets no work any more".formatted(instance.number()));
  }

  private int answered() {
    return answers.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  private Map<String, Integer> counts() {
    Map<String, Integer> counts = new TreeMap<>();
    answers.forEach((answer, count) -> counts.put(answer, count.get()));
    return counts;
  }
}
