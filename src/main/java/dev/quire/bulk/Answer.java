package dev.quire.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the service says of one page. */
sealed interface Answer {

  /** The page's number, from 1. */
  int page();

  /** It has a layout. */
  record LaidOut(int page, ObjectNode result) implements Answer {}

  /** It has a problem. */
  record Faulty(int page, ObjectNode problem) implements Answer {

    /** Whether asking again may help: the service was busy, or at fault itself. */
    boolean isPassing() {
      return Problems.isPassing(problem.path("status").asInt());
    }
  }
}
