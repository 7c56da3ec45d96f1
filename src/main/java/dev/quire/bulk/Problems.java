package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Problems as RFC 9457 describes them, where the service itself has sent none. */
final class Problems {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;

  private Problems() {}

  /** Whether a status says that the same request may be answered another time. */
  static boolean isPassing(int status) {
    return status >= 500 || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
  }

  /** The service sent no answer that can be read. */
  static ObjectNode noAnswer(String detail) {
    return problem("urn:quire:problem:no-answer", "The service gave no answer", detail);
  }

  /** The file cannot be read here. */
  static ObjectNode unreadable(String detail) {
    return problem("urn:quire:problem:unreadable-file", "The file cannot be read", detail);
  }

  /** An answer without a problem of its own. */
  static ObjectNode ofStatus(int status) {
    return problem("about:blank", "HTTP " + status, null).put("status", status);
  }

  private static ObjectNode problem(String type, String title, String detail) {
    ObjectNode problem =
        JsonNodeFactory.instance.objectNode().put("type", type).put("title", title);
    return detail == null ? problem : problem.put("detail", detail);
  }
}
