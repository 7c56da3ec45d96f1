package dev.quire.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real nginx with {@code deploy/nginx/quire.conf} in front of two instances. */
final class Nginx implements AutoCloseable {

  private final int port;
  private final Process process;

  private Nginx(int port, Process process) {
    this.port = port;
    this.process = process;
  }

  /** Starts it; where it is not installed, the test is skipped. */
  static Nginx inFrontOf(List<Instance> instances, Path folder)
      throws IOException, InterruptedException {
    Tool nginx = Tool.named("nginx");
    int port = freePort();
    Path site = Files.writeString(folder.resolve("quire.conf"), site(instances, port));
    Path main = Files.writeString(folder.resolve("nginx.conf"), main(folder, site));
    Process process =
        new ProcessBuilder(nginx.path().toString(), "-e", "stderr", "-c", main.toString())
            .redirectErrorStream(true)
            .redirectOutput(new File(folder.toFile(), "nginx.log"))
            .start();
    Nginx started = new Nginx(port, process);
    started.awaitOpen();
    return started;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String site(List<Instance> instances, int port) {
    assertEquals(2, instances.size(), "the file has two");
    return DeployFiles.text("nginx/quire.conf")
        .replace("127.0.0.1:8000 ", "127.0.0.1:%d ".formatted(instances.get(0).port()))
        .replace("127.0.0.1:8001 ", "127.0.0.1:%d ".formatted(instances.get(1).port()))
        .replace("listen 8080;", "listen 127.0.0.1:%d;".formatted(port));
  }

  /** What Debian's own nginx.conf has around the sites, with every file in our folder. */
  static String main(Path folder, Path site) {
    String user = System.getProperty("user.name").equals("root") ? "user root;" : "";
    return """
        %3$s
        daemon off;
        pid %1$s/nginx.pid;
        error_log stderr;
        events {}
        http {
          access_log off;
          client_body_temp_path %1$s/body;
          proxy_temp_path %1$s/proxy;
          fastcgi_temp_path %1$s/fastcgi;
          uwsgi_temp_path %1$s/uwsgi;
          scgi_temp_path %1$s/scgi;
          include %2$s;
        }
        """
        .formatted(folder.toAbsolutePath(), site.toAbsolutePath(), user);
  }

  private void awaitOpen() throws InterruptedException {
    for (int i = 0; i < 300; i++) {
      assertTrue(process.isAlive(), "nginx ended; its log is beside its configuration");
      try {
        Instance.get(port, "/instances/0/nothing");
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new AssertionError("nginx never answered");
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
