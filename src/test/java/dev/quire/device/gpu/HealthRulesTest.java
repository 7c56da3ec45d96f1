package dev.quire.device.gpu;

import static dev.quire.device.gpu.Cards.errors;
import static dev.quire.device.gpu.Cards.heat;
import static dev.quire.device.gpu.Cards.repairs;
import static dev.quire.device.gpu.Cards.silent;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.quire.device.gpu.GpuReading.Health;
import dev.quire.device.gpu.Verdict.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class HealthRulesTest {

  private static List<String> check(Health... readings) {
    HealthRules rules = new HealthRules();
    List<String> told = new ArrayList<>();
    for (Health reading : readings) {
      rules.check(reading, (severity, reason) -> told.add(severity.label() + ": " + reason));
    }
    return told;
  }

  @Test
  void whatTheHardwareDoesNotTellIsNoFault() {
    assertEquals(List.of(), check(silent(), silent()));
  }

  @Test
  void errorsFromBeforeAreHistory() {
    assertEquals(List.of(), check(errors(7), errors(7)));
  }

  @Test
  void everyRiseOfErrorsIsAFault() {
    assertEquals(
        List.of(
            "critical: 1 new uncorrected memory errors, 1 since the driver was loaded",
            "critical: 3 new uncorrected memory errors, 4 since the driver was loaded"),
        check(errors(0), errors(1), errors(1), errors(4), errors(4)));
  }

  @Test
  void aSilentReadingBetweenDoesNotHideARise() {
    assertEquals(1, check(errors(0), silent(), errors(1)).size());
  }

  @Test
  void aSmallerCountIsANewStart() {
    assertEquals(
        List.of("critical: 1 new uncorrected memory errors, 2 since the driver was loaded"),
        check(errors(9), errors(1), errors(2)));
  }

  @Test
  void pagesThatWaitToBeRetiredAreToldOnce() {
    Health pending = repairs(true, false, false);

    assertEquals(
        List.of("critical: bad memory pages are in use until the GPU is reset and retires them"),
        check(pending, pending, silent(), pending));
  }

  @Test
  void rowsThatWaitAreAWarningAndRowsThatCannotBeReplacedAreCritical() {
    Health pending = repairs(false, true, false);
    Health failed = repairs(false, true, true);

    assertEquals(
        List.of(
            "warning: bad memory rows are replaced at the GPU's next reset",
            "critical: bad memory rows could not be replaced, no spare is left"),
        check(pending, pending, failed, failed));
  }

  @Test
  void aStateThatEndedMayBeginAgain() {
    Health pending = repairs(true, false, false);
    Health fine = repairs(false, false, false);

    assertEquals(2, check(pending, fine, pending).size());
  }

  @Test
  void heatIsToldWhenTheSlowdownBegins() {
    assertEquals(
        List.of("warning: 88 °C: the GPU slows down from 87 °C"),
        check(heat(86, 87), heat(88, 87), heat(90, 87), heat(87, 87)));
  }

  @Test
  void heatIsNewsAgainOnlyOnceTheCardHasCooledDown() {
    assertEquals(1, check(heat(87, 87), heat(83, 87), heat(87, 87)).size());
    assertEquals(2, check(heat(87, 87), heat(82, 87), heat(87, 87)).size());
  }

  /** However the count moves, the rises told add up to the rises there were. */
  @Property
  void theRisesToldAreTheRisesThereWere(
      @ForAll @Size(min = 1, max = 20) List<@LongRange(min = 0, max = 30) Long> counts) {
    long faults =
        IntStream.range(1, counts.size()).filter(i -> counts.get(i) > counts.get(i - 1)).count();

    assertEquals(faults, check(counts.stream().map(Cards::errors).toArray(Health[]::new)).size());
  }

  /** However the temperature moves, heat is told once for each time it came up from being cool. */
  @Property
  void heatIsToldOnceForEachClimb(
      @ForAll @Size(max = 30) List<@IntRange(min = 75, max = 95) Integer> temperatures) {
    int climbs = 0;
    boolean hot = false;
    for (int celsius : temperatures) {
      climbs += !hot && celsius >= 87 ? 1 : 0;
      hot = hot ? celsius > 82 : celsius >= 87;
    }

    Health[] readings = temperatures.stream().map(t -> heat(t, 87)).toArray(Health[]::new);
    assertEquals(climbs, check(readings).size());
  }

  @Test
  void severitiesAreOrdered() {
    assertEquals(
        List.of(Severity.WARNING, Severity.CRITICAL, Severity.GONE), List.of(Severity.values()));
  }
}
