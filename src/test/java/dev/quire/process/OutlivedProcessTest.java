package dev.quire.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the next service does about a process that outlived its own. */
@Timeout(60)
class OutlivedProcessTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir Path folder;

  /** Where there is no signal that wakes it. */
  @Test
  void theNextServiceEndsAProcessThatOutlivedItsOwn() throws Exception {
    Path left = Abandoned.in(folder);
    Process worker = new ProcessBuilder("sh", "-c", "sleep 600; true", left.toString()).start();
    try {
      ProcessRecord.write(left, worker.toHandle());
      startAndEnd();
      assertTrue(worker.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
      assertEquals(List.of(), files());
    } finally {
      worker.descendants().forEach(ProcessHandle::destroyForcibly);
      worker.destroyForcibly();
    }
  }

  /** Process numbers come again. */
  @Test
  void anotherProcessOfThatNumberLivesOn() throws Exception {
    Path left = Abandoned.in(folder);
    Process other = new ProcessBuilder("sleep", "600").start();
    try {
      ProcessRecord.write(left, other.toHandle());
      startAndEnd();
      assertTrue(other.isAlive());
      assertEquals(List.of(), files());
    } finally {
      other.destroyForcibly();
    }
  }

  private void startAndEnd() {
    new WorkerProcesses(
            new ProcessSettings(
                folder, folder, List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"), PATIENCE, PATIENCE))
        .close();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }
}
