package dev.quire.process;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a worker process is started as.
 *
 * @param label its name in the log, such as {@code page-mini on cpu:0}
 * @param subject whose process it is, in messages, such as {@code model page-mini on cpu:0}
 * @param main its main class, which hands its arguments to {@link WorkerMain}
 * @param javaOptions options of its JVM
 * @param environment variables that it sees beyond the service's own
 * @param niceness by how much it gives way to the service on the processors, 0 (not at all) to 19,
 *     where the platform has the program {@code nice}
 * @param silence how long it may send nothing before it is taken for dead and ended
 */
public record WorkerCommand(
    String label,
    String subject,
    Class<?> main,
    List<String> javaOptions,
    Map<String, String> environment,
    int niceness,
    Duration silence) {

  /** The lowest priority there is. */
  public static final int MOST_NICENESS = 19;

  public WorkerCommand {
    Objects.requireNonNull(label, "label");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(main, "main");
    Objects.requireNonNull(silence, "silence");
    javaOptions = List.copyOf(javaOptions);
    environment = Map.copyOf(environment);
    if (niceness < 0 || niceness > MOST_NICENESS) {
      throw new IllegalArgumentException(
          "niceness must be from 0 to %d, not %d".formatted(MOST_NICENESS, niceness));
    }
  }
}
