package dev.quire.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options of every command that asks a running service. */
final class RequestOptions {

  static final String KEY_HEADER = "X-API-Key";

  /** A key among the arguments can be seen by every user of the machine. */
  private static final String KEY_VARIABLE = "QUIRE_API_KEY";

  private static final List<String> PRIORITIES = List.of("bulk", "interactive");

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description = "Sent as X-API-Key. Better given as the variable " + KEY_VARIABLE + ".")
  private String key;

  @Option(
      names = "--client",
      paramLabel = "NAME",
      description = "Sent as X-Client-Id: by whom the service shares out its devices.")
  private String client;

  /**
   * The headers of each request.
   *
   * @throws IllegalArgumentException if there is no such priority
   */
  Map<String, String> headers(String priority) {
    if (!PRIORITIES.contains(priority)) {
      throw new IllegalArgumentException(
          "--priority must be one of %s, not '%s'".formatted(PRIORITIES, priority));
    }
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Priority", priority);
    String known = key == null ? System.getenv(KEY_VARIABLE) : key;
    if (known != null && !known.isBlank()) {
      headers.put(KEY_HEADER, known);
    }
    if (client != null) {
      headers.put("X-Client-Id", client);
    }
    return headers;
  }
}
