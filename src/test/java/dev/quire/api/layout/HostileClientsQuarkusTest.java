package dev.quire.api.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.quire.queue.RequestQueue;
import dev.quire.support.LayoutClient;
import dev.quire.support.Pages;
import dev.quire.support.ProcessMemory;
import dev.quire.task.layout.PageRows;
import dev.quire.task.layout.PreparedPage;
import dev.quire.worker.Served;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A thousand bad requests among good ones harm nobody and leave nothing behind. */
@QuarkusTest
class HostileClientsQuarkusTest {

  private static final int ROUNDS = 100;

  /** A page's pixels left behind by each of these requests would be twice as much. */
  private static final long SLACK_BYTES = 256L << 20;

  @TestHTTPResource URI service;
  @Inject RequestQueue<PreparedPage, Served<PageRows>> queue;

  private record Bad(byte[] body, String mediaType) {}

  @Test
  void goodPagesAreAnsweredAmongBadOnes() throws Exception {
    LayoutClient client = new LayoutClient(service);
    byte[] good = Pages.sample();
    List<Bad> bad = badRequests(good);
    round(client, good, bad);
    long memoryBefore = nativeBytes();
    Set<String> filesBefore = temporaryFiles();

    int refused = 0;
    for (int i = 0; i < ROUNDS; i++) {
      refused += round(client, good, bad);
    }

    assertEquals(ROUNDS * bad.size(), refused);
    assertTrue(refused >= 1_000, refused + " bad requests");
    assertEquals(0, queue.depth());
    assertEquals(0, queue.bytes());
    Set<String> left = new HashSet<>(temporaryFiles());
    left.removeAll(filesBefore);
    assertEquals(Set.of(), left, "temporary files left behind");
    long grown = nativeBytes() - memoryBefore;
    assertTrue(grown < SLACK_BYTES, "native memory grew by " + (grown >> 20) + " MiB");
  }

  /** One good page and every kind of bad request, all at once. */
  private static int round(LayoutClient client, byte[] good, List<Bad> bad) {
    CompletableFuture<HttpResponse<String>> answer = client.send(good, "image/jpeg");
    List<CompletableFuture<HttpResponse<String>>> refusals = new ArrayList<>();
    for (Bad request : bad) {
      refusals.add(client.send(request.body(), request.mediaType()));
    }
    int refused = 0;
    for (CompletableFuture<HttpResponse<String>> refusal : refusals) {
      HttpResponse<String> response = refusal.join();
      assertTrue(
          response.statusCode() >= 400 && response.statusCode() < 500,
          () -> response.statusCode() + ": " + response.body());
      assertTrue(response.body().contains("urn:quire:problem:"), response::body);
      assertTrue(!response.body().contains("Exception"), response::body);
      refused++;
    }
    HttpResponse<String> response = answer.join();
    assertEquals(200, response.statusCode(), response::body);
    return refused;
  }

  private static List<Bad> badRequests(byte[] good) {
    byte[] noise = new byte[10_000];
    new Random(7).nextBytes(noise);
    byte[] scrambled = Arrays.copyOf(good, good.length);
    Arrays.fill(scrambled, 2, 200, (byte) 0x55);
    return List.of(
        new Bad(new byte[0], "image/jpeg"),
        new Bad("Dear Sir or Madam".getBytes(), "image/jpeg"),
        new Bad(noise, "image/png"),
        new Bad(scrambled, "image/jpeg"),
        new Bad(Pages.truncated(good), "image/jpeg"),
        new Bad(Pages.truncated(Pages.sampleAs("png")), "image/png"),
        new Bad(Pages.pngDeclaring(0, 0), "image/png"),
        new Bad(Pages.pngDeclaring(100_000, 1), "image/png"),
        new Bad(Pages.pngDeclaring(20_000, 20_000), "image/png"),
        new Bad(good, "text/plain"),
        new Bad(good, "multipart/form-data; boundary=none"));
  }

  private static Set<String> temporaryFiles() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.startsWith("hsperfdata"))
          .collect(Collectors.toSet());
    }
  }

  private static long nativeBytes() {
    System.gc();
    OptionalLong bytes = ProcessMemory.besidesHeap();
    assumeTrue(bytes.isPresent(), "the garbage collector does not tell where its heap is");
    return bytes.getAsLong();
  }
}
