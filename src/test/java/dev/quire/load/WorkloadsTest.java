package dev.quire.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.quire.client.ServiceAddress;
import dev.quire.image.ImageDecoder;
import dev.quire.image.ImageLimits;
import dev.quire.load.PairWorkload.Pair;
import dev.quire.support.Pages;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class WorkloadsTest {

  private static final ServiceAddress SERVICE =
      new ServiceAddress(URI.create("http://host"), List.of(), Map.of("X-Priority", "bulk"));

  @Test
  void pagesComeInTurnAndAreNeverIdentical() {
    List<byte[]> pages =
        List.of(Pages.blank(30, 20), Pages.sampleAs("bmp"), Pages.sampleAs("tiff"));
    PageWorkload workload = new PageWorkload(SERVICE, pages, false);

    byte[] first = body(workload.request(0));
    byte[] fourth = body(workload.request(3));

    assertEquals(pages.get(0).length + 8, first.length);
    assertNotEquals(ByteBuffer.wrap(first), ByteBuffer.wrap(fourth));
    assertEquals(Optional.of("image/bmp"), header(workload.request(1), "Content-Type"));
    assertEquals(Optional.of("bulk"), header(workload.request(1), "X-Priority"));
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    for (int number = 0; number < 3; number++) {
      // what was added harms no format
      assertTrue(decoder.pages(body(workload.request(number))).page(0).width() >= 30);
    }
  }

  @Test
  void identicalPagesAreSentAsTheyAre() {
    byte[] page = Pages.blank(30, 20);
    PageWorkload workload = new PageWorkload(SERVICE, List.of(page), true);
    assertArrayEquals(page, body(workload.request(7)));
  }

  @Test
  void pairsGoRound() throws Exception {
    List<Pair> pairs = PairWorkload.parse(List.of("a \"b\"\tc", "", "d\t", "é\tf"));
    PairWorkload workload = new PairWorkload(SERVICE, pairs, 2);

    JsonNode asked = new ObjectMapper().readTree(body(workload.request(1))).path("pairs");

    assertEquals(2, asked.size());
    assertEquals("é", asked.path(0).path("a").asText());
    assertEquals("a \"b\"", asked.path(1).path("a").asText());
    assertEquals("c", asked.path(1).path("b").asText());
    assertEquals(URI.create("http://host/v1/similarity"), workload.request(0).build().uri());
  }

  @Test
  void aLineThatIsNoPairIsNamed() {
    IllegalArgumentException refusal =
        assertThrows(
            IllegalArgumentException.class, () -> PairWorkload.parse(List.of("a\tb", "a b")));
    assertTrue(refusal.getMessage().startsWith("Line 2 has 1 column"), refusal.getMessage());
  }

  @Test
  void serverTimingIsRead() {
    assertEquals(
        Map.of("prepare", 41.5, "run", 7.0, "x-y", 0.25),
        ServerTiming.parse(
            "prepare;dur=41.500, run;desc=\"the run\";dur=7, miss, x-y;dur=\"0.25\""));
    assertEquals(Map.of(), ServerTiming.parse("total;dur=abc"));
  }

  private static Optional<String> header(HttpRequest.Builder request, String name) {
    return request.build().headers().firstValue(name);
  }

  private static byte[] body(HttpRequest.Builder request) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    request
        .build()
        .bodyPublisher()
        .orElseThrow()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription subscription) {
                subscription.request(Long.MAX_VALUE);
              }

              @Override
              public void onNext(ByteBuffer chunk) {
                while (chunk.hasRemaining()) {
                  out.write(chunk.get());
                }
              }

              @Override
              public void onError(Throwable failure) {
                throw new AssertionError(failure);
              }

              @Override
              public void onComplete() {
                // all is there
              }
            });
    return out.toByteArray();
  }
}
