package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Problems as RFC 9457 describes them, where the service itself has sent none. */
final class Problems {

  private static final int REQUEST_TIMEOUT = 408;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final String UNWRITABLE = "urn:quire:problem:unwritable-file";
  private static final String INVALID_PARAMETER = "urn:quire:problem:invalid-parameter";

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

  /** The document's file cannot be written. */
  static ObjectNode unwritable(String detail) {
    return problem(UNWRITABLE, "The file that was made cannot be written", detail);
  }

  /** Whether that is what is wrong. */
  static boolean isUnwritable(ObjectNode problem) {
    return problem.path("type").asText().equals(UNWRITABLE);
  }

  /** Something else was put where the document's file belongs, while that was made. */
  static ObjectNode taken(String target) {
    return problem("urn:quire:problem:file-exists", "There is another file in its place", target);
  }

  /** Whether the service does not take a parameter. */
  static boolean isInvalidParameter(ObjectNode problem) {
    return problem.path("type").asText().equals(INVALID_PARAMETER);
  }

  /** The file has no byte. */
  static ObjectNode empty() {
    return problem(
        "urn:quire:problem:empty-file", "The file is empty", "It has 0 bytes, and so no page");
  }

  /** The file is of no kind that has pages. */
  static ObjectNode notAPage() {
    return problem(
        "urn:quire:problem:unsupported-file",
        "The file is no image and no document",
        "It begins as no PDF, JPEG, PNG, WebP, BMP or TIFF file does, whatever its name says");
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
