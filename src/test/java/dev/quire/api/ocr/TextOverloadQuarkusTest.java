package dev.quire.api.ocr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.model.OcrModel;
import dev.quire.queue.Priority;
import dev.quire.queue.QueueSnapshot;
import dev.quire.queue.RequestQueue;
import dev.quire.queue.Reservation;
import dev.quire.queue.Terms;
import dev.quire.serving.ServedModels;
import dev.quire.support.Await;
import dev.quire.support.LayoutClient;
import dev.quire.support.LinePages;
import dev.quire.support.OpenedModels;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Text reading whose queues are full: the test takes the places, so that no clock decides. */
@QuarkusTest
@TestProfile(Simulated.class)
class TextOverloadQuarkusTest {

  private static final int PAGES = 12;
  private static final int LINES = 5;

  /** Others would be given places of a client that has them all. */
  private static final String CROWD = "crowd";

  @TestHTTPResource URI service;
  @Inject ServedModels models;

  @BeforeEach
  void untilOpen() {
    OpenedModels.await();
  }

  /** A page for whose lines there is no room is not begun. */
  @ParameterizedTest
  @ValueSource(strings = {OcrModel.DETECTION, OcrModel.RECOGNITION})
  void pagesAreRefusedAtOnceWhereAQueueIsFull(String task) {
    LayoutClient client = LayoutClient.ofText(service);
    RequestQueue<?, ?> queue = models.of(task).queue();
    Terms terms = new Terms("name:" + CROWD, Priority.INTERACTIVE, queue.limits().timeout());
    List<Reservation> places =
        IntStream.range(0, queue.limits().requests())
            .mapToObj(place -> queue.reserve(new Bucket("place", 1), 1, terms))
            .toList();

    List<HttpResponse<String>> refused;
    try {
      refused = ask(client, task.hashCode());
    } finally {
      places.forEach(queue::release);
    }
    List<HttpResponse<String>> answered = ask(client, task.hashCode() + 1);

    for (HttpResponse<String> response : refused) {
      assertEquals(503, response.statusCode(), response::body);
      assertTrue(response.body().contains("urn:quire:problem:overloaded"), response::body);
      assertTrue(response.headers().firstValue("Retry-After").isPresent());
    }
    answered.forEach(response -> assertEquals(200, response.statusCode(), response::body));
    assertIdle();
  }

  /** Of pages whose clients leave nothing stays in any queue, whatever they wait for. */
  @Test
  void thePagesOfClientsThatLeaveAreDropped() {
    LayoutClient client = LayoutClient.ofText(service);
    List<CompletableFuture<HttpResponse<String>>> requests =
        IntStream.range(0, PAGES).mapToObj(page -> client.send(page(page), "image/png")).toList();
    RequestQueue<?, ?> lines = models.of(OcrModel.RECOGNITION).queue();
    Await.until(
        "a page is being read",
        () -> requests.get(0).isDone() || lines.snapshot().running() + lines.depth() > 0);

    requests.forEach(request -> request.cancel(true));

    assertIdle();
    ask(client, PAGES).forEach(response -> assertEquals(200, response.statusCode()));
  }

  private void assertIdle() {
    models
        .all()
        .forEach(
            model ->
                Await.until(
                    model.task() + " is idle",
                    () -> {
                      QueueSnapshot now = model.queue().snapshot();
                      return now.depth() == 0 && now.running() == 0 && now.bytes() == 0;
                    }));
  }

  private static List<HttpResponse<String>> ask(LayoutClient client, int seed) {
    return IntStream.range(0, PAGES)
        .mapToObj(page -> client.send(page(seed + PAGES * page), "image/png", "X-Client-Id", CROWD))
        .toList()
        .stream()
        .map(CompletableFuture::join)
        .toList();
  }

  private static byte[] page(int seed) {
    return LinePages.png(LinePages.widths(new Random(seed), LINES, 120, 700));
  }
}
