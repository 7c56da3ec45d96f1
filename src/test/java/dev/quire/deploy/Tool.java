package dev.quire.deploy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A program that operators use. Where it is not installed, the tests that need it are skipped.
 *
 * @param path where it lies
 */
record Tool(Path path) {

  /** Where Debian puts servers, which is not on everybody's PATH. */
  private static final List<String> SERVERS = List.of("/usr/sbin", "/usr/local/sbin");

  /** What a run came to; {@code output} holds what it said on both streams. */
  record Result(int status, String output) {}

  /** Finds it, or skips the test. */
  static Tool named(String name) {
    Optional<Path> path =
        Stream.concat(Stream.of(System.getenv("PATH").split(":")), SERVERS.stream())
            .map(folder -> Path.of(folder, name))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(
        path.isPresent(), "No %s on the PATH: what it checks is not checked".formatted(name));
    return new Tool(path.get());
  }

  /** Runs it to its end, within a minute. */
  Result run(String... arguments) {
    List<String> command = new ArrayList<>(List.of(path.toString()));
    command.addAll(List.of(arguments));
    try {
      Path output = Files.createTempFile("tool", ".log");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError(String.join(" ", command) + " did not end");
        }
        return new Result(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Runs it; it must be content. */
  String check(String... arguments) {
    Result result = run(arguments);
    if (result.status() != 0) {
      throw new AssertionError(
          "%s %s ended with %d: %s"
              .formatted(path, String.join(" ", arguments), result.status(), result.output()));
    }
    return result.output();
  }
}
