package dev.quire.document;

import org.junit.jupiter.api.Tag;

/** More of the same damaged files. */
@Tag("long")
class DocumentFuzzLongTest extends DocumentFuzzTest {

  @Override
  int rounds() {
    return 1000;
  }
}
