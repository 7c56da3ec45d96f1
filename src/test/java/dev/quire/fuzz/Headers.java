package dev.quire.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Headers of requests: names and values that should be understood, or at least refused. */
final class Headers {

  private static final List<String> MEDIA_TYPES =
      List.of(
          "text/plain",
          "application/json;charset=utf-16",
          "application/x-www-form-urlencoded",
          "multipart/form-data; boundary=x",
          "multipart/form-data",
          "nonsense",
          "/",
          "a/",
          "/b",
          ";",
          "*/*",
          "image/*",
          "image/png;",
          "image/png;=",
          "image/png; q=\"",
          "image/png, a/b",
          "image/jpeg;charset=none",
          "application/octet-stream",
          "a/b/c",
          "é/ü",
          "x".repeat(3_000));

  private static final List<String> ACCEPTED =
      List.of(
          "*/*",
          "application/json",
          "application/*;q=0.1",
          "text/html",
          "*",
          "/",
          ",",
          ",,;",
          "a/b;c",
          "*/*;q=nonsense",
          "*/*;q=2",
          "*/*;q=-1",
          "application/json;q=0",
          "text/html,*/*",
          "image/png",
          "image/jpeg",
          "image/*",
          "application/xml",
          "application/xhtml+xml",
          "text/plain",
          "text/markdown",
          "application/pdf",
          "application/x-ndjson;q=0.5, application/json;q=0.4",
          "application/problem+json",
          "\"",
          "application/json;q=0.0001",
          "a/b, ".repeat(400));

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-1",
          "1.5",
          "1e3",
          "soon",
          "",
          " ",
          "99999999999999999999",
          "9223372036854775807",
          "0x10",
          "30000",
          "60000",
          "+60000",
          " 60000 ",
          "1,2",
          "NaN");

  private static final List<String> WORDS =
      List.of("interactive", "bulk", "BULK", " bulk ", "", "urgent", "bulk,bulk", "\t", "null");

  private Headers() {}

  /** Those of a request with JSON, most of them as they should be. */
  static List<String> ofJson(Dice dice) {
    List<String> headers = new ArrayList<>();
    add(headers, "Content-Type", "application/json", MEDIA_TYPES, 25, dice);
    add(headers, "Accept", "*/*", ACCEPTED, 25, dice);
    add(headers, "X-Timeout-Ms", "60000", NUMBERS, 25, dice);
    if (dice.oneIn(100)) {
      headers.addAll(List.of("Inference-Header-Content-Length", dice.of(NUMBERS)));
    }
    common(headers, dice);
    return headers;
  }

  /** Those of a request with a file of a media type, most of them as they should be. */
  static List<String> ofFile(String mediaType, boolean lines, Dice dice) {
    List<String> headers = new ArrayList<>();
    add(headers, "Content-Type", mediaType, MEDIA_TYPES, 40, dice);
    add(headers, "Accept", lines ? "application/x-ndjson" : "*/*", ACCEPTED, 40, dice);
    common(headers, dice);
    return headers;
  }

  /**
   * Those of a request that is fuzzed by its headers.
   *
   * @param hurried grants next to no time
   */
  static List<String> ofAnything(String mediaType, boolean hurried, Dice dice) {
    List<String> headers = new ArrayList<>();
    add(headers, "Content-Type", mediaType, MEDIA_TYPES, 8, dice);
    add(headers, "Accept", "*/*", ACCEPTED, 6, dice);
    if (hurried) {
      headers.addAll(List.of("X-Timeout-Ms", String.valueOf(dice.between(1, 8))));
    } else {
      add(headers, "X-Timeout-Ms", "60000", NUMBERS, 6, dice);
    }
    add(headers, "X-Priority", "bulk", WORDS, 6, dice);
    common(headers, dice);
    return headers;
  }

  private static void common(List<String> headers, Dice dice) {
    if (dice.oneIn(20)) {
      headers.addAll(List.of("X-Client-Id", dice.of("a", "", "b".repeat(5_000), dice.text(9))));
    }
    if (dice.oneIn(40)) {
      headers.addAll(List.of("X-API-Key", dice.of("k", "", dice.text(300))));
    }
    if (dice.oneIn(100)) {
      headers.addAll(List.of("Content-Encoding", dice.of("gzip", "identity", "br", "nonsense")));
    }
    if (dice.oneIn(150)) {
      headers.addAll(List.of("Range", "bytes=0-", "If-None-Match", "*", "Content-Range", "a"));
    }
    if (dice.oneIn(300)) {
      headers.addAll(List.of("X-Long", "y".repeat(dice.of(7_000, 9_000, 40_000))));
    }
  }

  private static void add(
      List<String> headers, String name, String value, List<String> others, int times, Dice dice) {
    if (dice.oneIn(times)) {
      headers.addAll(List.of(name, dice.of(others)));
    } else if (!dice.oneIn(3 * times)) {
      headers.addAll(List.of(name, value));
    }
  }
}
