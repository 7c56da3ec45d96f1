package dev.quire.precision;

import dev.quire.engine.Precision;
import dev.quire.task.Golden.Likeness;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * In what precision a device runs a model, and why.
 *
 * @param wanted what the setting means there
 * @param used what it runs in
 * @param likeness how far FP16 or INT8 agreed with FP32, where they were compared
 */
public record PrecisionDecision(Precision wanted, Precision used, Optional<Likeness> likeness) {

  /** Share of what was compared that agreed; empty where nothing was. */
  public OptionalDouble matched() {
    return likeness.isPresent()
        ? OptionalDouble.of(likeness.get().matched())
        : OptionalDouble.empty();
  }

  /** Share of the pairs compared that stood in the same order; empty where nothing was. */
  public OptionalDouble ordered() {
    return likeness.isPresent()
        ? OptionalDouble.of(likeness.get().ordered())
        : OptionalDouble.empty();
  }

  /** Whether less than FP32 was wanted and refused. */
  public boolean fellBack() {
    return wanted != Precision.FP32 && used == Precision.FP32;
  }
}
