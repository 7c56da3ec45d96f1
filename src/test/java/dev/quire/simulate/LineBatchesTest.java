package dev.quire.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.image.LineImage;
import dev.quire.task.ocr.recognition.PaddedWidth;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.ToIntFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * How full the batches of lines are where pages of many clients keep a device busy, and how much of
 * them is padding.
 */
class LineBatchesTest {

  private static final int PAGES = 400;
  private static final int LINES = 30;
  private static final int STEP = 32;
  private static final int ROWS = 48;

  /** Of a column of 32 pixels; lines of 960 take a fixed 6 ms and 1 ms each. */
  private static final LatencyCurve CURVE = LatencyCurve.parse("1:233us,32:1267us");

  /** How wide the lines of pages are at 48 rows. */
  enum Widths {

    /** Every width as likely as another: the most buckets there can be. */
    ANY(random -> random.nextInt(150, 1600)),

    /** Columns of print: lines as wide as their column, and the last ones of paragraphs. */
    PRINT(
        random ->
            random.nextInt(5) == 0
                ? random.nextInt(150, 900)
                : 900 + (int) (40 * random.nextGaussian()));

    private final ToIntFunction<Random> drawn;

    Widths(ToIntFunction<Random> drawn) {
      this.drawn = drawn;
    }
  }

  @ParameterizedTest
  @EnumSource
  void linesOfManyPagesShareBatches(Widths widths) {
    Random random = new Random(20);
    List<Integer> natural = new ArrayList<>();
    for (int line = 0; line < PAGES * LINES; line++) {
      natural.add(widths.drawn.applyAsInt(random));
    }
    List<Integer> padded = natural.stream().map(LineBatchesTest::padded).toList();
    double seconds = 0;
    for (int width : padded) {
      seconds += CURVE.nanos(32) / 32.0 * width / STEP / 1e9;
    }
    List<Arrival> arrivals = new ArrayList<>();
    double at = 0;
    for (int page = 0; page < PAGES; page++) {
      at += -Math.log(1 - random.nextDouble()) * seconds / PAGES;
      for (int width : padded.subList(page * LINES, (page + 1) * LINES)) {
        Bucket bucket = new Bucket(ROWS + "x" + width, width / STEP);
        arrivals.add(new Arrival((long) (at * 1e9), "client-" + page % 50, bucket));
      }
    }
    Scenario scenario =
        new Scenario(
            List.of(new DeviceModel("gpu:0", CURVE)),
            new PolicyChoice.Adaptive(),
            32,
            new Load.Trace(arrivals),
            new Timing(
                Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(1)),
            PAGES * LINES,
            Noise.NONE,
            1);

    Report report = Simulation.run(scenario);

    double padding =
        1 - natural.stream().mapToLong(Integer::longValue).sum() / (double) sum(padded);
    System.out.printf(
        "%s: %d buckets, %.1f lines a batch, %.1f %% padding, device busy %.2f, page p50 %.0f ms"
            + " p99 %.0f ms%n",
        widths,
        new TreeSet<>(padded).size(),
        report.meanBatch(),
        100 * padding,
        report.devices().get(0).utilisation(),
        report.latencies().percentile(50) / 1e6,
        report.latencies().percentile(99) / 1e6);
    assertEquals(PAGES * LINES, report.tickets().answered());
    assertTrue(report.meanBatch() >= 8, "lines a batch: " + report.meanBatch());
    assertTrue(padding <= 0.15, "padding: " + padding);
  }

  private static long sum(List<Integer> widths) {
    return widths.stream().mapToLong(Integer::longValue).sum();
  }

  /** For a line that is so wide when it is brought to 48 rows. */
  private static int padded(int width) {
    LineImage line = new LineImage(width, ROWS, new byte[3 * width * ROWS]);
    return PaddedWidth.ALONE.of(List.of(line)).get(0);
  }
}
