package dev.quire.document.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProcessorTimeTest {

  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private Optional<Duration> processorTime = Optional.of(Duration.ofSeconds(7));

  @Test
  void aProcessThatWaitsForTheProcessorsMakesNone() {
    ProcessorTime effort = new ProcessorTime(() -> processorTime, 100 * SECOND);
    assertEquals(0, effort.nanos(130 * SECOND));
    processorTime = Optional.of(Duration.ofSeconds(9));
    assertEquals(2 * SECOND, effort.nanos(131 * SECOND));
    processorTime = Optional.empty();
    assertEquals(2 * SECOND, effort.nanos(140 * SECOND), "it has ended");
  }

  @Test
  void whereTheSystemDoesNotTellTimePasses() {
    processorTime = Optional.empty();
    ProcessorTime effort = new ProcessorTime(() -> processorTime, 100 * SECOND);
    assertEquals(30 * SECOND, effort.nanos(130 * SECOND));
  }
}
