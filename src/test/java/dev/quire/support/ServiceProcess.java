package dev.quire.support;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The packaged service as a process of its own, with options of its own, and what can be seen of it
 * from outside. Its log stays in {@code target/checks}. Needs {@code target/quarkus-app}.
 */
public final class ServiceProcess implements AutoCloseable {

  private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
  private static final Path LOGS = Path.of("target/checks");
  private static final Pattern FRAME = Pattern.compile("^\\s+at \\S+\\(.*\\)$|^Caused by: ");
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Process process;
  private final Path log;
  private final URI address;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  private ServiceProcess(Process process, Path log, URI address) {
    this.process = process;
    this.log = log;
    this.address = address;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param name of its log
   * @param options of its virtual machine
   * @param settings system properties
   * @throws IllegalStateException if it does not get ready
   */
  public static ServiceProcess start(
      String name, List<String> options, Map<String, String> settings)
      throws IOException, InterruptedException {
    if (!Files.exists(JAR)) {
      throw new IllegalStateException(JAR + " is not there; ./mvnw -DskipTests package makes it");
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    Path log = Files.createDirectories(LOGS).resolve(name + ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-Dquarkus.http.port=" + port);
    command.add("-Dquarkus.http.host=127.0.0.1");
    settings.forEach((key, value) -> command.add("-D%s=%s".formatted(key, value)));
    command.addAll(List.of("-jar", JAR.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    ServiceProcess service =
        new ServiceProcess(process, log, URI.create("http://127.0.0.1:" + port));
    service.await("/q/health/ready");
    return service;
  }

  /** Waits for the models of text, which are opened while others serve. */
  public ServiceProcess withText() throws InterruptedException {
    await("/v2/models/ocr/ready");
    return this;
  }

  private void await(String path) throws InterruptedException {
    long end = System.nanoTime() + START.toNanos();
    while (System.nanoTime() < end && process.isAlive()) {
      if (answers(path)) {
        return;
      }
      Thread.sleep(200);
    }
    process.destroyForcibly();
    throw new IllegalStateException("The service is not ready; see " + log);
  }

  public URI address() {
    return address;
  }

  public int port() {
    return address.getPort();
  }

  public Path log() {
    return log;
  }

  /** Whether the process is there. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /** Whether a path is answered with 200 soon. */
  public boolean answers(String path) throws InterruptedException {
    try {
      return response(path).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** The text at a path. */
  public String get(String path) throws IOException, InterruptedException {
    return response(path).body();
  }

  private HttpResponse<String> response(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(address.resolve(path)).timeout(PATIENCE).build(),
        BodyHandlers.ofString());
  }

  /** Resident bytes of the process and those it has started, in MB. */
  public double residentMegabytes() {
    double sum = resident(process.toHandle());
    return sum + process.descendants().mapToDouble(ServiceProcess::resident).sum();
  }

  /** Resident bytes of the largest of the processes that it has started, in MB. */
  public double largestChildMegabytes() {
    return process.descendants().mapToDouble(ServiceProcess::resident).max().orElse(0);
  }

  /** What each process that it has started, and that is there, has had of the processors. */
  public Map<Long, Double> childrenCpuSeconds() {
    return process
        .descendants()
        .collect(
            Collectors.toMap(
                ProcessHandle::pid,
                child ->
                    child.info().totalCpuDuration().map(time -> time.toNanos() / 1e9).orElse(0.0)));
  }

  private static double resident(ProcessHandle handle) {
    try {
      return Files.readAllLines(Path.of("/proc/" + handle.pid() + "/status")).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / 1024.0;
    } catch (IOException e) {
      return 0;
    }
  }

  /**
   * The metrics of a name by their tags.
   *
   * @param name such as {@code quire_tickets_total}
   */
  public Map<String, Double> metrics(String name) throws IOException, InterruptedException {
    Map<String, Double> found = new TreeMap<>();
    for (String line : get("/q/metrics").split("\n")) {
      int end = line.lastIndexOf(' ');
      int tags = line.indexOf('{');
      if (!line.startsWith("#") && end > 0) {
        String base = line.substring(0, tags < 0 ? end : tags);
        if (base.equals(name)) {
          found.put(
              tags < 0 ? "" : line.substring(tags, end), Double.parseDouble(line.substring(end)));
        }
      }
    }
    return found;
  }

  /** Lines of Java stacks in its log, each with the line before the stack. */
  public List<String> stacks() throws IOException {
    List<String> stacks = new ArrayList<>();
    String before = "";
    boolean inStack = false;
    for (String line : new String(Files.readAllBytes(log), StandardCharsets.UTF_8).split("\n")) {
      boolean frame = FRAME.matcher(line).find();
      if (frame && !inStack) {
        stacks.add(before.length() > 240 ? before.substring(0, 240) : before);
      }
      inStack = frame || inStack && line.startsWith("\t");
      before = line;
    }
    return stacks;
  }

  /**
   * Tells it to stop.
   *
   * @return its exit code; −1 if it had to be killed
   */
  public int stop(Duration patience) throws InterruptedException {
    process.destroy();
    if (process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
      return process.exitValue();
    }
    process.destroyForcibly().waitFor();
    return -1;
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
