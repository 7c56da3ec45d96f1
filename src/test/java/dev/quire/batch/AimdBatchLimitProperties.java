package dev.quire.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class AimdBatchLimitProperties {

  private static final Bucket PAGE = new Bucket("page", 1);

  private enum Event {
    GOOD,
    SLOW,
    OUT_OF_MEMORY
  }

  @Property(tries = 500)
  void theCapStaysWithinItsBoundsAndComesBack(
      @ForAll @IntRange(min = 1, max = 64) int most,
      @ForAll @Size(max = 60) List<Event> events,
      @ForAll @IntRange(min = 1, max = 64) int size) {
    AimdBatchLimit cap = new AimdBatchLimit(most);
    for (Event event : events) {
      int before = cap.size(PAGE);
      int ran = Math.min(size, before);
      switch (event) {
        case GOOD -> cap.good(PAGE, ran);
        case SLOW -> cap.slow(PAGE, ran);
        case OUT_OF_MEMORY -> cap.outOfMemory(PAGE, ran);
      }
      int after = cap.size(PAGE);
      assertTrue(after >= 1 && after <= most, "cap " + after);
      assertTrue(after <= before + 1, "from " + before + " to " + after);
      assertTrue(event == Event.GOOD || after <= before, event + " raised the cap");
    }
    for (int run = 0; run < most * AimdBatchLimit.CAUTION; run++) {
      cap.good(PAGE, cap.size(PAGE));
    }
    assertEquals(most, cap.size(PAGE));
  }
}
