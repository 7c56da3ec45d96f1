package dev.quire.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.support.Pages;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills the packaged service, whose model runs in a process of its own, at random moments of its
 * start, its life and its stop; every other time with all of its processes at once. Around its own
 * folders lie a user's. Run by hand, after {@code ./mvnw -DskipTests package}: {@code ./mvnw
 * -Pbenchmark test -Dtest=LitterBenchmark}. {@code -Dlitter.kills=50} and {@code -Dlitter.seed=17}
 * are what it takes by default.
 */
class LitterBenchmark {

  private static final int KILLS = Integer.getInteger("litter.kills", 50);
  private static final long SEED = Long.getLong("litter.seed", 17);
  private static final int LOOK_MILLIS = 20;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @TempDir Path folder;

  private final Random random = new Random(SEED);
  private final HttpClient http = HttpClient.newHttpClient();
  private Path temporary;
  private Path memory;
  private int port;
  private long startMillis;

  private enum Phase {
    START,
    RUN,
    STOP
  }

  @Test
  void nothingIsLeftAndNothingElseIsTouched() throws Exception {
    temporary = Files.createDirectory(folder.resolve("t"));
    memory = Files.createDirectory(folder.resolve("m"));
    port = freePort();
    System.out.printf("litter: %d kills, seed %d%n", KILLS, SEED);
    measureStart();
    List<Path> roots = List.of(temporary, memory);
    for (Path root : roots) {
      assertEquals(List.of(), list(root), "left by an orderly stop");
      decoys(root);
    }
    Map<String, String> before = state();
    Map<Phase, Integer> kills = new TreeMap<>();
    int leftovers = 0;
    int most = 0;
    for (int i = 0; i < KILLS; i++) {
      Phase phase = Phase.values()[i % Phase.values().length];
      killOne(phase, i % 2 == 1);
      kills.merge(phase, 1, Integer::sum);
      int left = state().size() - before.size();
      leftovers += left > 0 ? 1 : 0;
      most = Math.max(most, left);
    }
    Process last = start();
    awaitReady(last);
    last.destroy();
    assertTrue(last.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    System.out.printf(
        "litter: killed %s; a start takes %d ms; after %d kills something was left, %d files and"
            + " folders at most; after the next start and stop: %d; decoys: %d, all as they were:"
            + " %s%n",
        kills,
        startMillis,
        leftovers,
        most,
        state().size() - before.size(),
        before.size(),
        before.equals(state()));
    assertEquals(before, state());
  }

  private void measureStart() throws Exception {
    long begin = System.nanoTime();
    Process first = start();
    awaitReady(first);
    startMillis = Duration.ofNanos(System.nanoTime() - begin).toMillis();
    first.destroy();
    assertTrue(first.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  private void killOne(Phase phase, boolean all) throws Exception {
    Process service = start();
    if (phase == Phase.START) {
      // up to the end of an undisturbed start
      pause(random.nextInt((int) startMillis));
    } else {
      awaitReady(service);
      assertOnlyOwn(service);
      ask();
      pause(random.nextInt(300));
    }
    if (phase == Phase.STOP) {
      service.destroy();
      pause(random.nextInt(3_000));
    }
    List<ProcessHandle> workers = service.descendants().toList();
    if (all) {
      // who is stopped cannot tidy up after those that go first
      new ProcessBuilder("kill", "-STOP", String.valueOf(service.pid())).start().waitFor();
      workers.forEach(ProcessHandle::destroyForcibly);
    }
    service.destroyForcibly().waitFor();
    for (ProcessHandle worker : workers) {
      worker.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  /** What earlier services left is gone once the next one serves. */
  private void assertOnlyOwn(Process service) throws IOException {
    for (Path root : List.of(temporary, memory)) {
      for (Path each : list(parent(root))) {
        String name = each.getFileName().toString();
        assertTrue(name.equals("mydata") || name.startsWith(service.pid() + "-"), each::toString);
      }
    }
  }

  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"));
    command.add("-Djava.io.tmpdir=" + temporary);
    command.add("-Dquire.process.memory=" + memory);
    command.add("-Dquire.devices=cpu");
    command.add("-Dquire.models.layout.isolation=process");
    command.add("-Dquire.models.similarity.enabled=false");
    command.add("-Dquire.batch.calibration=0s");
    command.add("-Dquarkus.http.host=127.0.0.1");
    command.add("-Dquarkus.http.port=" + port);
    command.addAll(List.of("-jar", "target/quarkus-app/quarkus-run.jar"));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(new File("target/litter.log")))
        .start();
  }

  private void awaitReady(Process service) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    HttpRequest question = HttpRequest.newBuilder(uri("/q/health/ready")).build();
    while (System.nanoTime() < end) {
      assertTrue(service.isAlive(), "it started; target/litter.log has its output");
      try {
        if (http.send(question, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // nobody listens yet
      }
      pause(LOOK_MILLIS);
    }
    throw new AssertionError("It never became ready");
  }

  /** A page on its way when the kill comes. */
  private void ask() {
    HttpRequest page =
        HttpRequest.newBuilder(uri("/v1/layout"))
            .header("Content-Type", "image/png")
            .POST(BodyPublishers.ofByteArray(Pages.blank(400, 500)))
            .build();
    http.sendAsync(page, BodyHandlers.discarding()).exceptionally(e -> null);
  }

  private URI uri(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** A user's files and folders under all the names that come near. */
  private static void decoys(Path root) throws IOException {
    Path data = Files.createDirectory(root.resolve("quire-mydata"));
    Files.writeString(Files.createDirectory(data.resolve("inputs")).resolve("slot-0"), "mine");
    Path locked = Files.createDirectory(root.resolve("quire-1-1234"));
    Files.createFile(locked.resolve("lock"));
    Files.createFile(locked.resolve("owner"));
    Files.writeString(root.resolve("quire-notes.txt"), "mine");
    Path natives = Files.createDirectory(root.resolve("onnxruntime-java123"));
    Files.writeString(natives.resolve("libonnxruntime.so"), "mine");
    Files.writeString(root.resolve(".pdfbox.cache"), "mine");
    Files.createSymbolicLink(root.resolve("quire-link"), data);
    Path parent = parent(root);
    Files.createDirectory(
        parent, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Path inside = Files.createDirectory(parent.resolve("mydata"));
    Files.writeString(inside.resolve("socket"), "mine");
    try (Stream<Path> all = Files.walk(root)) {
      for (Path each : all.filter(path -> !path.equals(root)).toList()) {
        if (!Files.isSymbolicLink(each) && !each.equals(parent)) {
          Files.setLastModifiedTime(each, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        }
      }
    }
  }

  private static Path parent(Path root) {
    return root.resolve("quire-" + System.getProperty("user.name"));
  }

  /** All files and folders, with what they hold and when they were changed. */
  private Map<String, String> state() throws IOException {
    Map<String, String> state = new TreeMap<>();
    for (Path root : List.of(temporary, memory)) {
      try (Stream<Path> all = Files.walk(root)) {
        for (Path each : all.filter(path -> !path.equals(root)).toList()) {
          state.put(each.toString(), describe(root, each));
        }
      }
    }
    return state;
  }

  private static String describe(Path root, Path path) throws IOException {
    if (Files.isSymbolicLink(path)) {
      return "link to " + Files.readSymbolicLink(path);
    }
    if (path.equals(parent(root))) {
      // folders come and go in it
      return "parent";
    }
    Object changed = Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
    return Files.isRegularFile(path)
        ? "%s %d".formatted(changed, Files.size(path))
        : String.valueOf(changed);
  }

  private static List<Path> list(Path path) throws IOException {
    try (Stream<Path> files = Files.list(path)) {
      return files.toList();
    }
  }

  private static void pause(int millis) throws InterruptedException {
    Thread.sleep(millis);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
