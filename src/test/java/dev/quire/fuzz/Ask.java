package dev.quire.fuzz;

import java.util.List;

/**
 * One POST of a campaign.
 *
 * @param target path and query, escaped as URIs are
 * @param headers name, value, name, value, …
 * @param dialect what its answer must look like
 * @param hurried whether it grants less time than the service does: an answer may come too late
 */
record Ask(String target, List<String> headers, byte[] body, Dialect dialect, boolean hurried) {

  /** What HTTP servers take of a request line and of headers, a little less than these do. */
  private static final int LONGEST_LINE = 4_000;

  private static final int LONGEST_HEADERS = 7_000;

  Ask {
    headers = List.copyOf(headers);
  }

  /** Whether the HTTP server may refuse it after its first bytes and hang up. */
  boolean isOversized() {
    return target.length() > LONGEST_LINE
        || headers.stream().mapToInt(String::length).sum() > LONGEST_HEADERS;
  }
}
