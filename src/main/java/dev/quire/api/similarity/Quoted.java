package dev.quire.api.similarity;

import java.nio.charset.StandardCharsets;

/**
 * A client's text as a message can carry it: between quotation marks, cut off if it is long, and
 * such that it can be written whatever it holds.
 */
record Quoted(String text) {

  private static final int MOST_CHARACTERS = 100;
  private static final String REST = "…";

  @Override
  public String toString() {
    String part =
        text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + REST;
    // half of a surrogate pair has no encoding: it becomes a question mark
    return "'" + new String(part.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8) + "'";
  }
}
