package dev.quire.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.quire.batch.Bucket;
import dev.quire.engine.simulated.LatencyCurve;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Pages whose layout is asked for and pages whose text is, of which lines of many widths come, on
 * more and more devices that are kept busy. All wait in one queue here, where the service has one
 * for each model.
 */
class MixedScalingTest {

  private static final int PAGES = 100;
  private static final int LINES = 30;

  /** Of 32 pixels: lines have from two up to ten times as many. */
  private static final int STEPS = 5;

  /** In which what comes would take a device 2.7 s in full batches. */
  private static final double SECONDS = 2.3;

  /** Of a column of 32 pixels; lines of 960 take a fixed 6 ms and 1 ms each. */
  private static final LatencyCurve CURVE = LatencyCurve.parse("1:233us,32:1267us");

  /** Eight times a line of 960 columns. */
  private static final Bucket LAYOUT = new Bucket("640x640", 240);

  private static final Bucket DETECTION = new Bucket("960x960", 240);

  @Test
  void moreDevicesServeInProportion() {
    double one = throughput(1);

    for (int devices : new int[] {2, 4, 8}) {
      double linear = throughput(devices) / (devices * one);
      System.out.printf("%d devices: %.3f of linear%n", devices, linear);
      assertTrue(linear >= 0.95, () -> "of linear: " + linear);
    }
  }

  /** Of as much for each device; what comes is more than they serve. */
  private static double throughput(int devices) {
    Random random = new Random(20);
    List<Arrival> arrivals = new ArrayList<>();
    int pages = PAGES * devices;
    double at = 0;
    for (int page = 0; page < pages; page++) {
      at += -Math.log(1 - random.nextDouble()) * SECONDS / pages;
      long nanos = (long) (at * 1e9);
      String client = "client-" + page % (16 * devices);
      arrivals.add(new Arrival(nanos, client, page % 2 == 0 ? LAYOUT : DETECTION));
      for (int line = 0; page % 2 == 1 && line < LINES; line++) {
        int columns = STEPS * random.nextInt(2, 11);
        arrivals.add(new Arrival(nanos, client, new Bucket("48x" + 32 * columns, columns)));
      }
    }
    Report report =
        Simulation.run(
            new Scenario(
                IntStream.range(0, devices)
                    .mapToObj(device -> new DeviceModel("gpu:" + device, CURVE))
                    .toList(),
                new PolicyChoice.Adaptive(),
                32,
                new Load.Trace(arrivals),
                new Timing(
                    Duration.ZERO, Duration.ofHours(1), Duration.ofHours(1), Duration.ofSeconds(1)),
                arrivals.size(),
                Noise.NONE,
                1));
    assertEquals(arrivals.size(), report.tickets().answered());
    double busy =
        report.devices().stream().mapToDouble(Report.DeviceUse::utilisation).average().orElse(0);
    System.out.printf(
        "%d devices: busy %.3f, %.1f tickets a batch, %.2f s%n",
        devices, busy, report.meanBatch(), report.seconds());
    assertTrue(busy >= 0.95, () -> "the devices are to be kept busy: " + busy);
    return report.throughput();
  }
}
