package dev.quire.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.quire.client.ServiceAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pairs of sentences for {@code POST /v1/similarity}, so many a request, over and over. */
public final class PairWorkload implements Workload {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ServiceAddress address;
  private final List<Pair> pairs;
  private final int batch;

  /** Two sentences. */
  public record Pair(String a, String b) {}

  /**
   * @param pairs at least one
   * @param batch pairs a request, at least 1
   */
  public PairWorkload(ServiceAddress address, List<Pair> pairs, int batch) {
    if (pairs.isEmpty() || batch < 1) {
      throw new IllegalArgumentException(
          "A load needs pairs and at least one a request, not %d and %d"
              .formatted(pairs.size(), batch));
    }
    this.address = address;
    this.pairs = List.copyOf(pairs);
    this.batch = batch;
  }

  /**
   * Reads lines of two sentences with a tab between; empty ones are left out.
   *
   * @throws IllegalArgumentException if a line has no tab or more than one
   */
  public static List<Pair> parse(List<String> lines) {
    List<Pair> pairs = new ArrayList<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (line.isBlank()) {
        continue;
      }
      String[] sentences = line.split("\t", -1);
      if (sentences.length != 2) {
        throw new IllegalArgumentException(
            "Line %d has %d column(s); expected two sentences with a tab between"
                .formatted(number, sentences.length));
      }
      pairs.add(new Pair(sentences[0], sentences[1]));
    }
    return pairs;
  }

  @Override
  public HttpRequest.Builder request(long number) {
    ObjectNode body = JSON.createObjectNode();
    ArrayNode asked = body.putArray("pairs");
    for (int i = 0; i < batch; i++) {
      Pair pair = pairs.get((int) ((number * batch + i) % pairs.size()));
      asked.addObject().put("a", pair.a()).put("b", pair.b());
    }
    return address
        .request("/v1/similarity", Optional.empty())
        .setHeader("Content-Type", "application/json")
        .POST(BodyPublishers.ofByteArray(bytes(body)));
  }

  private static byte[] bytes(ObjectNode body) {
    try {
      return JSON.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON can always be written", e);
    }
  }

  @Override
  public int size() {
    return batch;
  }

  @Override
  public String unit() {
    return "pairs";
  }

  @Override
  public String description() {
    return "%d pair(s), %d a request".formatted(pairs.size(), batch);
  }
}
