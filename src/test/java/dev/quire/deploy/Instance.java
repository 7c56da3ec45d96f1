package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;

/**
 * An instance of the packaged service, started by the command and with the variables of systemd's
 * unit, on simulated devices.
 */
final class Instance implements AutoCloseable {

  private static final Path APPLICATION = Path.of("target/quarkus-app").toAbsolutePath();

  private static final Path NATIVES = Path.of("target/natives").toAbsolutePath();

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final int number;
  private final Path folder;
  private final Map<String, String> settings;
  private Process process;

  /**
   * Prepares one.
   *
   * @param number as systemd has it after the {@code @}
   * @param folder for its log and its temporary files
   * @param settings environment variables besides the unit's, or in place of them
   */
  Instance(int number, Path folder, Map<String, String> settings) {
    this.number = number;
    this.folder = folder;
    this.settings = settings;
  }

  /** Numbers from 10 to 99 whose ports nobody has. */
  static List<Integer> freeNumbers(int count) {
    List<Integer> free =
        IntStream.range(10, 100)
            .filter(number -> isFree(8000 + number) && isFree(9000 + number))
            .boxed()
            .toList();
    assertTrue(free.size() >= count, "too few free ports above 8010 and 9010");
    return free.subList(free.size() - count, free.size());
  }

  /**
   * Unpacks the native libraries, as an operator does once for all instances. Skips the test where
   * the application was not packaged for operators, with a management port of its own.
   */
  static void unpackNatives() {
    Assumptions.assumeTrue(
        Boolean.getBoolean("quarkus.management.enabled"),
        "the application has no management port; add -Dquarkus.management.enabled=true");
    Tool.named("sh")
        .check(
            "-c",
            "PATH=\"%s:$PATH\" deploy/images/unpack-natives %s %s"
                .formatted(javaBin(), APPLICATION, NATIVES));
  }

  int port() {
    return 8000 + number;
  }

  int managementPort() {
    return 9000 + number;
  }

  int number() {
    return number;
  }

  /** Starts it and waits until it is ready. */
  void start() throws IOException, InterruptedException {
    String unit = DeployFiles.text("systemd/quire@.service").replace("\\\n", " ");
    ProcessBuilder builder = new ProcessBuilder(command(unit));
    builder.environment().putAll(environment(unit));
    builder.environment().putAll(settings);
    builder.environment().merge("PATH", javaBin().toString(), (path, bin) -> bin + ":" + path);
    process =
        builder
            .directory(APPLICATION.toFile())
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(
                    folder.resolve("quire-%d.log".formatted(number)).toFile()))
            .start();
    for (int i = 0; i < 1200; i++) {
      assertTrue(process.isAlive(), () -> "quire@%d ended; see %s".formatted(number, folder));
      if (isReady()) {
        return;
      }
      Thread.sleep(100);
    }
    throw new AssertionError("quire@%d never became ready; see %s".formatted(number, folder));
  }

  /** Tells it to stop, and answers the status it ended with. */
  int terminate() throws InterruptedException {
    process.destroy();
    assertTrue(process.waitFor(1, TimeUnit.MINUTES), () -> "quire@%d ended".formatted(number));
    return process.exitValue();
  }

  /** Ends it as a crash would. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** The sum of a metric's values over the series whose labels contain a text. */
  double metric(String name, String labels) throws IOException, InterruptedException {
    return get(managementPort(), "/q/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith(name + "{") && line.contains(labels))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly();
    }
  }

  static HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:%d%s".formatted(port, path));
    return HTTP.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get(managementPort(), "/q/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private List<String> command(String unit) {
    Matcher command = Pattern.compile("(?m)^ExecStart=/bin/sh -c '(.*)'$").matcher(unit);
    assertTrue(command.find(), "the unit starts a shell that becomes java");
    return new ArrayList<>(List.of("/bin/sh", "-c", specified(command.group(1))));
  }

  private Map<String, String> environment(String unit) {
    Map<String, String> environment = new HashMap<>();
    Matcher variables = Pattern.compile("(?m)^Environment=(\\w+)=(.*)$").matcher(unit);
    while (variables.find()) {
      environment.put(variables.group(1), specified(variables.group(2)));
    }
    return environment;
  }

  /** With systemd's specifiers resolved, and the places of an installed service by those here. */
  private String specified(String text) {
    return text.replace("$$", "$")
        .replace("%i", String.valueOf(number))
        .replace("/opt/quire/natives", NATIVES.toString())
        .replace("java.io.tmpdir=/tmp", "java.io.tmpdir=" + folder);
  }

  private static Path javaBin() {
    return Path.of(System.getProperty("java.home"), "bin");
  }

  private static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return socket.isBound();
    } catch (IOException e) {
      return false;
    }
  }
}
