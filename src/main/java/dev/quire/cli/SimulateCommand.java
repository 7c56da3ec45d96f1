package dev.quire.cli;

import dev.quire.engine.simulated.LatencyCurve;
import dev.quire.simulate.DeviceModel;
import dev.quire.simulate.Load;
import dev.quire.simulate.Noise;
import dev.quire.simulate.Planner;
import dev.quire.simulate.PolicyChoice;
import dev.quire.simulate.Report;
import dev.quire.simulate.Scenario;
import dev.quire.simulate.Simulation;
import dev.quire.simulate.Timing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code quire simulate}: what devices would do under a load, in virtual time. */
@Command(
    name = "simulate",
    description = {
      "Plays a load to simulated devices, in virtual time, with Quire's own queue and batch policy."
    })
final class SimulateCommand extends Subcommand {

  private static final int MOST_REPLICAS = 64;

  @Option(
      names = "--latency",
      paramLabel = "SIZE:TIME,…",
      description = "How long a device takes for a batch of a size.",
      defaultValue = "1:8ms,8:24ms,32:80ms")
  private String latency;

  @Option(
      names = "--calibration",
      paramLabel = "FILE",
      description = "Takes the times from a saved GET /v1/calibration instead.")
  private Path calibration;

  @Option(
      names = "--bucket",
      paramLabel = "NAME",
      description = "Which of the calibration's buckets; the first where absent.")
  private String bucket;

  @Option(names = "--devices", description = "How many devices.", defaultValue = "1")
  private int devices;

  @Option(
      names = "--slow",
      paramLabel = "DEVICE=FACTOR",
      description = "A device, counted from 0, that takes so many times as long.")
  private Map<Integer, Double> slow = new LinkedHashMap<>();

  @Option(
      names = "--load",
      paramLabel = "LOAD",
      description = {
        "poisson:RATE, steady:RATE, saturated:CLIENTS, or",
        "bursty:QUIET_RATE:BURST_RATE:QUIET_TIME:BURST_TIME; rates are pages a second."
      },
      defaultValue = "poisson:100")
  private String load;

  @Option(
      names = "--trace",
      paramLabel = "FILE",
      description = "Replays a file instead: a line for each page, SECONDS[,CLIENT].")
  private Path trace;

  @Option(
      names = "--policy",
      paramLabel = "POLICY",
      description = "adaptive, greedy, or fixed:SIZE:DELAY. Given more than once, compares them.",
      defaultValue = "adaptive")
  private List<String> policies;

  @Option(names = "--max-size", description = "Most pages in a batch.", defaultValue = "32")
  private int maxSize;

  @Option(names = "--capacity", description = "Most pages that may wait.", defaultValue = "256")
  private int capacity;

  @Option(names = "--timeout", description = "The deadline of a page.", defaultValue = "30s")
  private String timeout;

  @Option(
      names = "--objective",
      description = "How soon a page should be answered.",
      defaultValue = "1s")
  private String objective;

  @Option(names = "--duration", description = "How long to count.", defaultValue = "60s")
  private String duration;

  @Option(names = "--warm-up", description = "How long before that.", defaultValue = "5s")
  private String warmUp;

  @Option(
      names = "--jitter",
      description = "Runs take up to this share more or less than the table says.",
      defaultValue = "0")
  private double jitter;

  @Option(names = "--seed", description = "The seed of all chance.", defaultValue = "1")
  private long seed;

  @Option(
      names = "--replicas",
      description = {
        "Also looks for the fewest devices with which 99 %% of the pages are answered",
        "within the objective."
      })
  private boolean replicas;

  @Override
  void run(PrintWriter out) throws Exception {
    List<PolicyChoice> choices = read(() -> policies.stream().map(Inputs::policy).toList());
    Scenario scenario = read(() -> scenario(choices.get(0)));
    Map<PolicyChoice, Report> reports = new LinkedHashMap<>();
    choices.forEach(choice -> reports.put(choice, Simulation.run(scenario.with(choice))));
    ReportPrinter printer = new ReportPrinter(out);
    printer.print(scenario, reports);
    if (replicas) {
      OptionalInt needed = Planner.replicas(scenario, MOST_REPLICAS);
      printer.replicas(needed, MOST_REPLICAS, scenario);
    }
  }

  private Scenario scenario(PolicyChoice policy) throws IOException {
    if (devices < 1 || devices > 1024) {
      throw new IllegalArgumentException("--devices must be from 1 to 1024, not " + devices);
    }
    slow.keySet().stream()
        .filter(device -> device < 0 || device >= devices)
        .findFirst()
        .ifPresent(
            device -> {
              throw new IllegalArgumentException(
                  "--slow: there is no device %d, only 0 to %d".formatted(device, devices - 1));
            });
    LatencyCurve curve =
        calibration == null
            ? LatencyCurve.parse(latency)
            : CalibrationFile.curve(calibration, bucket);
    List<DeviceModel> models =
        IntStream.range(0, devices)
            .mapToObj(i -> new DeviceModel("device " + i, curve, slow.getOrDefault(i, 1.0)))
            .toList();
    Load played = trace == null ? Inputs.load(load) : Inputs.trace(trace);
    return new Scenario(
        models,
        policy,
        maxSize,
        played,
        new Timing(time(warmUp), time(duration), time(timeout), time(objective)),
        capacity,
        Noise.jitter(jitter),
        seed);
  }

  private static Duration time(String text) {
    return Inputs.time(text);
  }
}
