package dev.quire.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * How JSON bodies are bounded: in how deep they nest and in how long their numbers and names are. A
 * text may fill the whole body, because a file is one, and the HTTP server bounds the body.
 */
public final class BoundedJson {

  /** Most levels of objects and arrays. */
  public static final int DEEPEST = 32;

  /** Most characters of a number. */
  public static final int LONGEST_NUMBER = 64;

  /** Most characters of a name. */
  public static final int LONGEST_NAME = 1_000;

  private BoundedJson() {}

  /**
   * What opens such bodies.
   *
   * @param mostTokens values, names and brackets that a body may have together
   */
  public static JsonFactory factory(long mostTokens) {
    return JsonFactory.builder()
        // the names come from anybody, and interned ones outlive the request
        .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxNumberLength(LONGEST_NUMBER)
                .maxNameLength(LONGEST_NAME)
                .maxTokenCount(mostTokens)
                .maxStringLength(Integer.MAX_VALUE)
                .build())
        .build();
  }
}
