package dev.quire.api.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.queue.RequestQueue;
import dev.quire.support.LayoutClient;
import dev.quire.support.Observed;
import dev.quire.support.Pages;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Served;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A short queue under more clients than it holds; at the end the queue closes, so these come last.
 */
@QuarkusTest
@Order(Integer.MAX_VALUE - 1)
@TestProfile(Observed.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OverloadQuarkusTest {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TestHTTPResource URI service;
  @Inject RequestQueue<PreparedPage, Served<PageRows>> queue;

  @Test
  @Order(1)
  void whatDoesNotFitIsRefusedAtOnceAndTheRestIsAnswered() {
    LayoutClient client = new LayoutClient(service);
    List<byte[]> pages =
        IntStream.range(0, 8 * Observed.QUEUE_CAPACITY)
            .mapToObj(i -> Pages.blank(200 + i, 90))
            .toList();
    List<CompletableFuture<HttpResponse<String>>> requests =
        pages.stream().map(page -> client.send(page, "image/png")).toList();

    int answered = 0;
    int refused = 0;
    for (CompletableFuture<HttpResponse<String>> request : requests) {
      HttpResponse<String> response = request.join();
      if (response.statusCode() == 200) {
        answered++;
      } else {
        refused++;
        assertEquals(503, response.statusCode(), response::body);
        assertTrue(response.body().contains("urn:quire:problem:overloaded"), response::body);
        long seconds = Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow());
        assertTrue(seconds >= 1 && seconds < 60, "Retry-After: " + seconds);
      }
    }

    assertTrue(answered >= 4, answered + " answered");
    assertTrue(refused >= 1, refused + " refused");
  }

  @Test
  @Order(2)
  void thePagesOfClientsThatLeaveAreDropped() throws Exception {
    double before = cancelled();
    List<Socket> clients = new ArrayList<>();
    // until some have come in at once of whom the device has not taken all
    await(
        () -> {
          if (queue.depth() == 0) {
            for (int i = 0; i < Observed.QUEUE_CAPACITY; i++) {
              clients.add(sendAndKeepOpen(Pages.blank(500, 100 + clients.size())));
            }
          }
          return queue.depth() - queue.snapshot().preparing() >= 2;
        });

    for (Socket client : clients) {
      client.close();
    }

    await(() -> queue.depth() == 0 && cancelled() > before);
    assertEquals(0, queue.bytes());
    assertEquals(
        200, new LayoutClient(service).ask(Pages.blank(180, 90), "image/png").statusCode());
  }

  @Test
  @Order(3)
  void aStoppingServiceRefuses() {
    queue.close();

    HttpResponse<String> response =
        new LayoutClient(service).ask(Pages.blank(181, 90), "image/png");

    assertEquals(503, response.statusCode());
    assertTrue(response.body().contains("urn:quire:problem:shutting-down"), response::body);
    assertTrue(response.headers().firstValue("Retry-After").isPresent());
  }

  private Socket sendAndKeepOpen(byte[] page) {
    try {
      Socket socket = new Socket(service.getHost(), service.getPort());
      String head =
          "POST /v1/layout HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Content-Type: image/png\r\n"
              + "Content-Length: "
              + page.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(page);
      socket.getOutputStream().flush();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private double cancelled() {
    return io.restassured.RestAssured.get("/q/metrics")
        .asString()
        .lines()
        .filter(line -> line.startsWith("quire_tickets_total") && line.contains("cancelled"))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(System.nanoTime() < end, "It never came true");
      Thread.sleep(5);
    }
  }
}
