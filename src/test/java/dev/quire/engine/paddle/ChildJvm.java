package dev.quire.engine.paddle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Starts main classes of the tests in JVMs of their own, which an error in native code may end.
 *
 * @param folder where they run and keep their temporary files
 * @param environment variables of theirs, on top of this process's
 */
record ChildJvm(Path folder, Map<String, String> environment) {

  private static final int SECONDS = 120;

  /** Where DJL unpacks Paddle's library, once for all. */
  private static final Path LIBRARIES = Path.of("target", "djl").toAbsolutePath();

  ChildJvm(Path folder) {
    this(folder, Map.of("DJL_CACHE_DIR", LIBRARIES.toString()));
  }

  /**
   * How one ended.
   *
   * @param code its exit code
   * @param output the lines on its standard output
   * @param errors its standard error
   */
  record Ended(int code, List<String> output, String errors) {}

  /** Runs a main class to its end, and fails if that takes minutes. */
  Ended run(Class<?> main, String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("@" + options());
    command.add(main.getName());
    command.addAll(List.of(arguments));
    Path output = folder.resolve("output");
    Path errors = folder.resolve("errors");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError("Still running: " + command + "\n" + Files.readString(errors));
    }
    return new Ended(process.exitValue(), Files.readAllLines(output), Files.readString(errors));
  }

  /** In a file, since the class path is long. */
  private Path options() throws IOException {
    List<String> options =
        List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1",
            "-Djava.awt.headless=true",
            "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
            "-Djava.io.tmpdir=\"%s\"".formatted(folder),
            "-cp",
            "\"%s\"".formatted(classPath()));
    return Files.write(folder.resolve("options"), options);
  }

  /** Of absolute paths, since the child runs elsewhere. */
  private static String classPath() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> Path.of(entry).toAbsolutePath().toString())
        .collect(Collectors.joining(File.pathSeparator));
  }
}
