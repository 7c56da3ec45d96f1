package dev.quire.bulk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The packaged program lays out real documents by a real service and is killed twice on the way, as
 * by a node that fails: the outcome is that of a run that nobody killed.
 */
class BulkIT {

  private static final Path PAGES = Path.of("../shared/pages");
  private static final String JAR = "target/quarkus-app/quarkus-run.jar";

  @TempDir Path folder;

  private Process service;
  private String address;

  @BeforeEach
  void start() throws IOException {
    assumeTrue(
        Files.isDirectory(PAGES), PAGES + " is not there: documents to be laid out are missing");
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    address = "http://localhost:" + port;
    service =
        new ProcessBuilder(
                java(),
                "-Dquarkus.http.port=" + port,
                "-Dquire.devices=cpu",
                "-Dquire.batch.calibration=0s",
                "-jar",
                JAR,
                "serve")
            .redirectErrorStream(true)
            .redirectOutput(new File("target/bulk-service.log"))
            .start();
  }

  @AfterEach
  void stop() {
    if (service != null) {
      service.destroyForcibly();
    }
  }

  @Test
  void aJobThatIsKilledTwiceEndsAsOneThatIsNot() throws Exception {
    Path whole = folder.resolve("whole.jsonl");
    Path killed = folder.resolve("killed.jsonl");
    assertEquals(0, end(bulk(whole)));
    List<String> expected = sorted(whole);
    // 24 pages of four documents, and two pictures
    assertEquals(26, expected.size());

    killAfterLines(killed, 1);
    int first = lines(killed);
    assertTrue(first >= 1 && first < 26, "the first kill came after %d lines".formatted(first));
    killAfterLines(killed, first + 4);
    int second = lines(killed);
    assertTrue(second > first && second < 26, "the second after %d lines".formatted(second));
    assertEquals(0, end(bulk(killed)));

    assertEquals(expected, sorted(killed));
  }

  private void killAfterLines(Path out, int lines) throws Exception {
    Process job = bulk(out);
    try {
      while (lines(out) < lines) {
        assertTrue(job.isAlive(), "it ended before it had %d lines".formatted(lines));
        Thread.sleep(5);
      }
    } finally {
      // SIGKILL: the process cannot tidy up
      job.destroyForcibly();
    }
    assertTrue(job.waitFor(1, TimeUnit.MINUTES), "it was killed");
  }

  private Process bulk(Path out) throws IOException {
    return new ProcessBuilder(
            java(),
            "-jar",
            JAR,
            "bulk",
            PAGES.toString(),
            "--relative-to",
            PAGES.toString(),
            "--out",
            out.toString(),
            "--url",
            address,
            "--in-flight",
            "2",
            "--window",
            "3",
            "--patience",
            "2m")
        .redirectErrorStream(true)
        .start();
  }

  private static int end(Process job) throws Exception {
    StringBuilder printed = new StringBuilder();
    try (BufferedReader reader =
        new BufferedReader(new InputStreamReader(job.getInputStream(), StandardCharsets.UTF_8))) {
      reader.lines().forEach(line -> printed.append(line).append('\n'));
    }
    assertTrue(job.waitFor(4, TimeUnit.MINUTES), "it ended");
    assertTrue(job.exitValue() == 0, printed::toString);
    return job.exitValue();
  }

  private static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  private static int lines(Path file) throws IOException {
    if (!Files.exists(file)) {
      return 0;
    }
    int lines = 0;
    for (byte next : Files.readAllBytes(file)) {
      lines += next == '\n' ? 1 : 0;
    }
    return lines;
  }

  private static List<String> sorted(Path file) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(file));
    Collections.sort(lines);
    return lines;
  }
}
