package dev.quire.api.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.queue.Priority;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Reservation;
import dev.quire.queue.Terms;
import dev.quire.support.Await;
import dev.quire.support.LayoutClient;
import dev.quire.support.Observed;
import dev.quire.support.Pages;
import dev.quire.task.layout.LayoutTask;
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

  /** Others would be given places of a client that has them all. */
  private static final String CROWD = "crowd";

  @TestHTTPResource URI service;
  @Inject RequestQueue<PreparedPage, Served<PageRows>> queue;
  @Inject LayoutTask task;

  /**
   * The places are taken by the test: how many pages come in while the device takes them out is a
   * matter of the machine.
   */
  @Test
  @Order(1)
  void whatDoesNotFitIsRefusedAtOnceAndTheRestIsAnswered() {
    LayoutClient client = new LayoutClient(service);
    List<Reservation> places = takeAllPlaces();

    List<HttpResponse<String>> refused = askForMany(client, 200);
    places.subList(0, places.size() / 2).forEach(queue::release);
    HttpResponse<String> fitting = client.ask(Pages.blank(198, 90), "image/png");
    places.forEach(queue::release);
    List<HttpResponse<String>> after = askForMany(client, 300);

    for (HttpResponse<String> response : refused) {
      assertRefused(response);
    }
    assertEquals(200, fitting.statusCode(), fitting::body);
    for (HttpResponse<String> response : after) {
      assertEquals(200, response.statusCode(), response::body);
    }
  }

  /** Under many more clients than places each page is either answered or refused. */
  @Test
  @Order(2)
  void everyPageOfACrowdIsAnsweredOrRefused() {
    LayoutClient client = new LayoutClient(service);
    List<CompletableFuture<HttpResponse<String>>> requests =
        IntStream.range(0, 8 * Observed.QUEUE_CAPACITY)
            .mapToObj(i -> client.send(Pages.blank(400 + i, 90), "image/png"))
            .toList();

    List<HttpResponse<String>> answers = requests.stream().map(CompletableFuture::join).toList();

    answers.stream().filter(a -> a.statusCode() != 200).forEach(OverloadQuarkusTest::assertRefused);
    assertTrue(answers.stream().anyMatch(answer -> answer.statusCode() == 200), "some answered");
  }

  private List<Reservation> takeAllPlaces() {
    Bucket bucket = task.bucket(task.blank());
    Terms terms = new Terms("name:" + CROWD, Priority.INTERACTIVE, PATIENCE);
    return IntStream.range(0, Observed.QUEUE_CAPACITY)
        .mapToObj(place -> queue.reserve(bucket, 1, terms))
        .toList();
  }

  /** As many as there are places, at once. */
  private static List<HttpResponse<String>> askForMany(LayoutClient client, int width) {
    return IntStream.range(0, Observed.QUEUE_CAPACITY)
        .mapToObj(i -> client.send(Pages.blank(width + i, 90), "image/png", "X-Client-Id", CROWD))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static void assertRefused(HttpResponse<String> response) {
    assertEquals(503, response.statusCode(), response::body);
    assertTrue(response.body().contains("urn:quire:problem:overloaded"), response::body);
    long seconds = Long.parseLong(response.headers().firstValue("Retry-After").orElseThrow());
    assertTrue(seconds >= 1 && seconds < 60, "Retry-After: " + seconds);
  }

  @Test
  @Order(3)
  void thePagesOfClientsThatLeaveAreDropped() throws Exception {
    double before = cancelled();
    List<Socket> clients = new ArrayList<>();
    // until some have come in at once of whom the device has not taken all
    Await.until(
        "pages wait",
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

    Await.until("they are dropped", () -> queue.depth() == 0 && cancelled() > before);
    assertEquals(0, queue.bytes());
    assertEquals(
        200, new LayoutClient(service).ask(Pages.blank(180, 90), "image/png").statusCode());
  }

  @Test
  @Order(4)
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
}
