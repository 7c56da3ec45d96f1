package dev.quire.model.graph;

import org.junit.jupiter.api.Tag;

/** More of the same files. */
@Tag("long")
class GraphFuzzLongTest extends GraphFuzzTest {

  @Override
  int rounds() {
    return 3_000;
  }
}
