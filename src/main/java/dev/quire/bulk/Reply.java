package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** What became of a question, apart from the pages that were answered meanwhile. */
sealed interface Reply {

  /** All that the service has to say was said. */
  record Complete() implements Reply {}

  /** The service will not take this file or these pages; asking again is of no use. */
  record Refused(ObjectNode problem) implements Reply {}

  /**
   * The service has no room now.
   *
   * @param retryAfter when it will have, if it says so
   */
  record Busy(String why, Optional<Duration> retryAfter) implements Reply {}

  /** Something went wrong that may go well another time; the problem tells of the last time. */
  record Failed(ObjectNode problem, Optional<Duration> retryAfter) implements Reply {}

  /** Nobody answers there at all. */
  record Unreachable(String why) implements Reply {}

  /** No file would fare better: the address, the key or a parameter is wrong. */
  record Rejected(String why) implements Reply {}
}
