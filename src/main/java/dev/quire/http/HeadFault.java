package dev.quire.http;

/** Why the head of a request is not taken. */
public enum HeadFault {
  /** It is not HTTP, or contradicts itself about where the body ends or whom it is for. */
  MALFORMED(400, "Bad Request"),
  TOO_SLOW(408, "Request Timeout"),
  LINE_TOO_LONG(414, "URI Too Long"),
  FIELDS_TOO_LARGE(431, "Request Header Fields Too Large");

  private final int status;
  private final String reason;

  HeadFault(int status, String reason) {
    this.status = status;
    this.reason = reason;
  }

  /** The HTTP status that it is answered with. */
  public int status() {
    return status;
  }

  /** What stands beside the status. */
  String reason() {
    return reason;
  }
}
