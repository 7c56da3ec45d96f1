package dev.quire.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How worker processes are kept. Immutable.
 *
 * @param memory a folder in memory where what is large is passed on; a file system on a disk works,
 *     too, and is slower
 * @param scratch where worker processes keep temporary files
 * @param javaOptions options of the JVMs that run models
 * @param start how long a process may take to start, and a model to open
 * @param silence how long a worker process may give no sign of life before it is ended; it gives
 *     several in that time
 */
public record ProcessSettings(
    Path memory, Path scratch, List<String> javaOptions, Duration start, Duration silence) {

  /** Linux's file system in memory. */
  private static final Path SHARED_MEMORY = Path.of("/dev/shm");

  public ProcessSettings {
    Objects.requireNonNull(memory, "memory");
    Objects.requireNonNull(scratch, "scratch");
    javaOptions = List.copyOf(javaOptions);
    if (start.isNegative() || start.isZero() || silence.isNegative() || silence.isZero()) {
      throw new IllegalArgumentException(
          "start and silence must be above 0, not %s and %s".formatted(start, silence));
    }
  }

  /** Shared memory where there is such a thing, 512 MiB of heap, 5 minutes, 10 seconds. */
  public static ProcessSettings defaults() {
    Path scratch = Path.of(System.getProperty("java.io.tmpdir"));
    return new ProcessSettings(
        Files.isWritable(SHARED_MEMORY) ? SHARED_MEMORY : scratch,
        scratch,
        List.of("-Xmx512m"),
        Duration.ofMinutes(5),
        Duration.ofSeconds(10));
  }
}
