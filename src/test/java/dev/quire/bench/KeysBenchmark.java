package dev.quire.bench;

import dev.quire.auth.ApiKeys;
import dev.quire.auth.KeyHash;
import dev.quire.auth.KnownKey;
import dev.quire.auth.NewKey;
import dev.quire.support.Simulated;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Whether the time of a refusal tells what was wrong with a key. All kinds take turns in random
 * order, so that whatever else the machine does falls on each alike; the ratio is to the median of
 * them all.
 */
@QuarkusTest
@TestProfile(KeysBenchmark.Keys.class)
class KeysBenchmark {

  private static final String IN_FORCE = "quire_in-force-0000000000000000000000000000000000000000";
  private static final String REVOKED = "quire_revoked-0000000000000000000000000000000000000000";
  private static final int ROUNDS = 4000;
  private static final int LOOKUPS = 20;

  @TestHTTPResource("/v1/queue")
  URI queue;

  private volatile boolean seen;

  @Test
  void refusals() throws Exception {
    HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    Map<String, Callable<?>> kinds = new LinkedHashMap<>();
    kinds.put("missing", refusal(http, HttpRequest.newBuilder(queue)));
    kinds.put("wrong", refusal(http, with("quire_wrong-0000000000000000000000000000000000000000")));
    kinds.put("revoked", refusal(http, with(REVOKED)));
    kinds.put("right but its end", refusal(http, with(IN_FORCE.replaceAll(".$", "1"))));
    print("refused over HTTP", "µs", 1e3, measure(kinds, ROUNDS));
  }

  @Test
  void lookups() throws Exception {
    List<String> texts =
        IntStream.range(0, ApiKeys.MOST)
            .mapToObj(i -> NewKey.random(new SecureRandom()).text())
            .toList();
    ApiKeys keys =
        new ApiKeys(texts.stream().map(text -> new KnownKey("c", KeyHash.of(text))).toList());
    Map<String, Callable<?>> kinds = new LinkedHashMap<>();
    kinds.put("the first key", lookup(keys, texts.get(0)));
    kinds.put("the last key", lookup(keys, texts.get(ApiKeys.MOST - 1)));
    kinds.put("wrong", lookup(keys, NewKey.random(new SecureRandom()).text()));
    kinds.put("first but its end", lookup(keys, texts.get(0).replaceAll(".$", "~")));
    print("looked up among 1,000", "µs", 1e3 * LOOKUPS, measure(kinds, ROUNDS));
  }

  private HttpRequest.Builder with(String key) {
    return HttpRequest.newBuilder(queue).header("X-API-Key", key);
  }

  private static Callable<?> refusal(HttpClient http, HttpRequest.Builder builder) {
    HttpRequest request = builder.build();
    return () -> {
      int status = http.send(request, BodyHandlers.ofByteArray()).statusCode();
      if (status != 401) {
        throw new AssertionError("Status " + status);
      }
      return status;
    };
  }

  private Callable<?> lookup(ApiKeys keys, String text) {
    return () -> {
      for (int i = 0; i < LOOKUPS; i++) {
        seen ^= keys.clientOf(text).isPresent();
      }
      return seen;
    };
  }

  /** The nanoseconds of each kind's calls, after as many that do not count. */
  private static Map<String, long[]> measure(Map<String, Callable<?>> kinds, int rounds)
      throws Exception {
    Map<String, long[]> nanos = new LinkedHashMap<>();
    kinds.keySet().forEach(kind -> nanos.put(kind, new long[rounds]));
    List<String> order = new ArrayList<>(kinds.keySet());
    Random random = new Random(1);
    for (int round = -rounds; round < rounds; round++) {
      Collections.shuffle(order, random);
      for (String kind : order) {
        long start = System.nanoTime();
        kinds.get(kind).call();
        nanos.get(kind)[Math.max(round, 0)] = System.nanoTime() - start;
      }
    }
    return nanos;
  }

  private static void print(
      String title, String unit, double scale, Map<String, long[]> nanosByKind) {
    double all =
        median(nanosByKind.values().stream().flatMapToLong(Arrays::stream).toArray()) / scale;
    System.out.printf("%n%-22s %9s %9s %9s %7s%n", title, "p25 " + unit, "p50", "p75", "ratio");
    nanosByKind.forEach(
        (kind, nanos) -> {
          Arrays.sort(nanos);
          double median = median(nanos) / scale;
          System.out.printf(
              "%-22s %9.2f %9.2f %9.2f %7.3f%n",
              kind,
              nanos[nanos.length / 4] / scale,
              median,
              nanos[nanos.length * 3 / 4] / scale,
              median / all);
        });
    System.out.println();
  }

  private static double median(long[] values) {
    long[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  /** One key in force. */
  public static class Keys extends Simulated {
    @Override
    public Map<String, String> getConfigOverrides() {
      Map<String, String> settings = new HashMap<>(super.getConfigOverrides());
      settings.put("quire.simulated.latency", "1:40ms,8:60ms");
      settings.put("quire.batch.calibration", "5s");
      settings.put("quire.auth.keys.client", KeyHash.of(IN_FORCE).toString());
      return settings;
    }
  }
}
