package dev.quire.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuireCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void simulatesAndPrintsATable() {
    assertEquals(0, run("simulate", "--load", "steady:100", "--duration", "5s"));

    assertTrue(out.toString().contains("answers/s"), out::toString);
    assertTrue(out.toString().contains("adaptive             100.0"), out::toString);
    assertTrue(out.toString().contains("why: delay"), out::toString);
    assertEquals("", err.toString());
  }

  @Test
  void comparesPoliciesUnderTheSameLoad() {
    String[] policies = {"adaptive", "greedy", "fixed 8, 5 ms"};
    run(
        "simulate",
        "--duration=5s",
        "--policy=adaptive",
        "--policy=greedy",
        "--policy=fixed:8:5ms");

    for (String policy : policies) {
      assertTrue(out.toString().contains("\n" + policy + " "), out::toString);
    }
  }

  @Test
  void theSameSeedGivesTheSameFigures() {
    run("simulate", "--load", "poisson:300", "--duration", "5s");
    String first = out.toString();
    out.getBuffer().setLength(0);
    run("simulate", "--load", "poisson:300", "--duration", "5s");

    assertEquals(first, out.toString());
  }

  @Test
  void findsHowManyDevicesALoadNeeds() {
    run("simulate", "--load=poisson:900", "--duration=10s", "--objective=300ms", "--replicas");

    assertTrue(out.toString().contains("3 device(s) like the first are enough"), out::toString);
  }

  @Test
  void replaysATraceOnAMeasuredDevice() throws IOException {
    Path trace = folder.resolve("trace.csv");
    Files.writeString(trace, "# seconds, client\n0.0,a\n0.5,b\n1.0\n");
    Path calibration = folder.resolve("calibration.json");
    Files.writeString(
        calibration,
        "{\"models\": [{\"devices\": [{\"device\": \"gpu:0\", \"buckets\":"
            + " [{\"bucket\": \"640x640\", \"sizes\": [{\"size\": 1, \"millis\": 12.5},"
            + " {\"size\": 2, \"millis\": 12.4}]}]}]}]}");

    int code =
        run(
            "simulate",
            "--trace",
            trace.toString(),
            "--calibration",
            calibration.toString(),
            "--warm-up",
            "0s");

    assertEquals(0, code, err::toString);
    assertTrue(out.toString().contains("    12.5     12.5     12.5     12.5"), out::toString);
    assertTrue(out.toString().contains("3 batches, 3 pages"), out::toString);
  }

  @ParameterizedTest
  @CsvSource({
    "--latency, 8ms",
    "--load, heavy",
    "--load, poisson:many",
    "--policy, clever",
    "--timeout, soon",
    "--devices, 0",
    "--slow, 3=2",
    "--max-size, 0",
    "--unknown, 1"
  })
  void aWrongOptionIsExplained(String option, String value) {
    assertEquals(2, run("simulate", option, value));

    assertFalse(err.toString().isBlank());
    assertFalse(err.toString().contains("Exception"), err::toString);
  }

  @Test
  void asksForASubcommandAndHelps() {
    assertEquals(2, run());
    assertTrue(err.toString().contains("simulate"), err::toString);
    assertEquals(0, run("--help"));
    assertTrue(out.toString().contains("Without a subcommand, serves"), out::toString);
    assertEquals(0, run("simulate", "--help"));
    assertTrue(out.toString().contains("--replicas"), out::toString);
  }

  private int run(String... args) {
    return QuireCommand.execute(
        new NoService(), args, new PrintWriter(out, true), new PrintWriter(err, true));
  }
}
