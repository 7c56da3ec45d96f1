package dev.quire.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.quire.worker.WorkerSettings;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What follows from few settings of batches and of the watchdog. */
class BatchSettingsTest {

  private static final int NO_LIMIT = Integer.MAX_VALUE;

  private static QuireConfig config(Map<String, String> values) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(QuireConfig.class)
        .withSources(new PropertiesConfigSource(values, "test", 100))
        .build()
        .getConfigMapping(QuireConfig.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 16000000, 4, 512",
    "32, 32, 16000000, 128, 16384",
    "64, 64, 32000000, 256, 32768",
    "1024, 1024, 512000000, 4096, 524288"
  })
  void theSizeOfABatchOfPagesSaysTheOtherSizes(
      String size, int pages, long pixels, int rows, long tokens) {
    QuireConfig config = config(Map.of("quire.batch.max-size", size));

    assertEquals(pages, BatchSettings.ofPages(config, NO_LIMIT).limits().maxSize());
    assertEquals(pixels, BatchSettings.ofPages(config, NO_LIMIT).limits().maxCost());
    assertEquals(rows, BatchSettings.ofRows(config, NO_LIMIT).limits().maxSize());
    assertEquals(tokens, BatchSettings.ofRows(config, NO_LIMIT).limits().maxCost());
  }

  @Test
  void aGraphMayTakeFewer() {
    assertEquals(4, BatchSettings.ofPages(config(Map.of()), 4).maxSize());
    assertEquals(16, BatchSettings.ofRows(config(Map.of()), 16).maxSize());
  }

  @ParameterizedTest
  @CsvSource({"0", "1025"})
  void aSizeOutOfRangeIsNamed(String size) {
    QuireConfig config = config(Map.of("quire.batch.max-size", size));

    assertEquals(
        "quire.batch.max-size must be from 1 to 1024, not " + size,
        assertThrows(IllegalArgumentException.class, () -> BatchSettings.ofRows(config, NO_LIMIT))
            .getMessage());
  }

  @ParameterizedTest
  @CsvSource({"100ms, 6000", "1s, 60000", "10m, 3600000", "1h, 3600000", "0s, 0"})
  void quarantinesGrowToSixtyTimesTheFirstAndAnHour(String first, long longestMillis) {
    assertEquals(
        Duration.ofMillis(longestMillis),
        worker(Map.of("quire.watchdog.backoff", first)).backoff().longest());
  }

  @ParameterizedTest
  @CsvSource({"10s, 5m, 300", "20m, 5m, 1200", "20m, 30m, 1800"})
  void aStartMayTakeAtLeastAsLongAsARun(String floor, String start, long seconds) {
    assertEquals(
        Duration.ofSeconds(seconds),
        worker(Map.of("quire.watchdog.floor", floor, "quire.watchdog.start", start))
            .watchdog()
            .start());
    assertEquals(
        Duration.ofSeconds(seconds),
        BatchSettings.start(
            config(Map.of("quire.watchdog.floor", floor, "quire.watchdog.start", start))
                .watchdog()),
        "of a process");
  }

  private static WorkerSettings worker(Map<String, String> values) {
    return BatchSettings.ofPages(config(values), NO_LIMIT).worker();
  }
}
