package dev.quire.nativeimage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Quarkus has the builder of a native executable initialise every class and keep what came of it,
 * but for those that the configuration tells to wait. Here a virtual machine does the same and logs
 * it: no class may draw one of those along, nor keep what belongs to a process.
 */
class InitialisationTest {

  private static final Pattern INITIALISED = Pattern.compile("Initializing '([^']+)'");

  /** What the builder refuses to keep. */
  private static final Pattern OF_A_PROCESS =
      Pattern.compile(
          "java\\.lang\\.Thread|java\\.util\\.(Splittable)?Random|java\\.security\\.SecureRandom"
              + "|java\\.nio\\.Direct.*|java\\.util\\.(zip|jar)\\.(Zip|Jar)File"
              + "|java\\.io\\.(Random.*|File(In|Out)putStream)|jdk\\.internal\\.net\\.http\\..*"
              + "|java\\.net\\.Inet\\d?Address|java\\.util\\.concurrent\\..*Executor.*");

  private final NativeConfig config = NativeConfig.read();

  @Test
  void noClassOfTheServiceDrawsAlongWhatMustWait(@TempDir Path folder) throws Exception {
    List<String> names = classes().filter(name -> !config.waits(name)).sorted().toList();
    assertTrue(names.size() > 500, names.size() + " classes found");

    List<String> faults = new ArrayList<>();
    String current = "";
    int initialised = 0;
    for (String line : initialise(names, folder)) {
      Matcher other = INITIALISED.matcher(line);
      if (line.startsWith(Initialisation.CLASS)) {
        current = line.substring(Initialisation.CLASS.length());
        initialised++;
      } else if (line.startsWith(Initialisation.HOLDS)) {
        String held = line.substring(Initialisation.HOLDS.length());
        if (config.waits(held) || OF_A_PROCESS.matcher(held).matches()) {
          faults.add(current + " keeps a " + held);
        }
      } else if (other.find() && config.waits(other.group(1).replace('/', '.'))) {
        faults.add(current + " initialises " + other.group(1));
      }
    }

    assertEquals(names.size(), initialised);
    assertEquals(List.of(), faults);
  }

  private static Stream<String> classes() throws IOException, URISyntaxException {
    Path root =
        Path.of(
                InitialisationTest.class
                    .getClassLoader()
                    .getResource("dev/quire/app/Main.class")
                    .toURI())
            .getParent()
            .getParent()
            .getParent()
            .getParent();
    try (Stream<Path> files = Files.walk(root.resolve("dev"))) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(path -> path.endsWith(".class"))
          .map(path -> path.substring(0, path.length() - 6).replace('/', '.'))
          .toList()
          .stream();
    }
  }

  private static List<String> initialise(List<String> names, Path folder)
      throws IOException, InterruptedException {
    Path arguments = Files.write(folder.resolve("classes"), names);
    Path output = folder.resolve("output");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+init=info:stdout",
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Initialisation.class.getName(),
                arguments.toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertTrue(process.waitFor(2, TimeUnit.MINUTES), "it ended in time");
    List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8);
    assertEquals(
        0,
        process.exitValue(),
        () -> lines.stream().filter(line -> !line.contains("[class,init]")).toList().toString());
    return lines;
  }
}
