package dev.quire.device.gpu;

import dev.quire.device.gpu.GpuReading.Health;
import dev.quire.device.gpu.Verdict.Severity;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * Finds faults in the readings of one GPU by comparing each with those before. A state that lasts
 * is told when it begins, and again only after it had ended. What the hardware does not tell is
 * never a fault. Not thread-safe.
 */
final class HealthRules {

  /** So much the card must cool down before the next heat is news. */
  private static final int COOLED_BY = 5;

  private OptionalLong uncorrectedErrors = OptionalLong.empty();
  private boolean retirementPending;
  private boolean remapPending;
  private boolean remapFailed;
  private boolean hot;

  /**
   * Looks at the next reading.
   *
   * @param health the reading
   * @param faults told severity and reason of each new fault
   */
  void check(Health health, BiConsumer<Severity, String> faults) {
    checkErrors(health, faults);
    if (begins(retirementPending, health.retirementPending())) {
      faults.accept(
          Severity.CRITICAL, "bad memory pages are in use until the GPU is reset and retires them");
    }
    retirementPending = health.retirementPending().orElse(retirementPending);
    if (begins(remapFailed, health.remapFailed())) {
      faults.accept(Severity.CRITICAL, "bad memory rows could not be replaced, no spare is left");
    }
    remapFailed = health.remapFailed().orElse(remapFailed);
    // Cards that remap rows take the page out of use at once; the reset gives the memory back.
    if (begins(remapPending, health.remapPending())) {
      faults.accept(Severity.WARNING, "bad memory rows are replaced at the GPU's next reset");
    }
    remapPending = health.remapPending().orElse(remapPending);
    checkHeat(health, faults);
  }

  private static boolean begins(boolean before, Optional<Boolean> now) {
    return !before && now.orElse(false);
  }

  /** Errors from before the first reading are history; a smaller count is a driver's new start. */
  private void checkErrors(Health health, BiConsumer<Severity, String> faults) {
    if (health.uncorrectedErrors().isEmpty()) {
      return;
    }
    long now = health.uncorrectedErrors().getAsLong();
    long rise = now - uncorrectedErrors.orElse(now);
    if (rise > 0) {
      faults.accept(
          Severity.CRITICAL,
          "%d new uncorrected memory errors, %d since the driver was loaded".formatted(rise, now));
    }
    uncorrectedErrors = OptionalLong.of(now);
  }

  private void checkHeat(Health health, BiConsumer<Severity, String> faults) {
    if (health.celsius().isEmpty() || health.slowdownCelsius().isEmpty()) {
      return;
    }
    int celsius = health.celsius().getAsInt();
    int slowdown = health.slowdownCelsius().getAsInt();
    if (!hot && celsius >= slowdown) {
      hot = true;
      faults.accept(
          Severity.WARNING, "%d °C: the GPU slows down from %d °C".formatted(celsius, slowdown));
    } else if (celsius <= slowdown - COOLED_BY) {
      hot = false;
    }
  }
}
