package dev.quire.support;

import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Receives what the service exports: OTLP over HTTP, which is a POST of a protobuf message. */
public class Collector implements QuarkusTestResourceLifecycleManager {

  private final BlockingQueue<byte[]> bodies = new LinkedBlockingQueue<>();
  private HttpServer server;

  @Override
  public Map<String, String> start() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext(
        "/v1/traces",
        exchange -> {
          bodies.add(exchange.getRequestBody().readAllBytes());
          boolean known =
              "application/x-protobuf"
                  .equals(exchange.getRequestHeaders().getFirst("Content-Type"));
          exchange.sendResponseHeaders(known ? 200 : 415, -1);
          exchange.close();
        });
    server.start();
    return Map.of(
        "quarkus.otel.exporter.otlp.endpoint", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(
        bodies, new TestInjector.AnnotatedAndMatchesType(Received.class, BlockingQueue.class));
  }

  @Override
  public void stop() {
    server.stop(0);
  }
}
