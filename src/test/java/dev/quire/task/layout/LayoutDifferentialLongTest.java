package dev.quire.task.layout;

import org.junit.jupiter.api.Tag;

/** More pages of the same kind. */
@Tag("long")
class LayoutDifferentialLongTest extends LayoutDifferentialTest {

  @Override
  int pages() {
    return 20_000;
  }
}
