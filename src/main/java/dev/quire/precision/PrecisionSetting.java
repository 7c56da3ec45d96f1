package dev.quire.precision;

import dev.quire.engine.Precision;
import java.util.Locale;
import java.util.function.BooleanSupplier;

/** What the settings say about precision. */
public enum PrecisionSetting {
  /** INT8 on CPUs where it has been prepared, FP16 on devices with tensor cores, else FP32. */
  AUTO,
  FP32,
  FP16,
  /** INT8 on CPUs, and elsewhere what {@link #AUTO} means there. */
  INT8;

  /**
   * Reads a setting's value.
   *
   * @throws IllegalArgumentException with the setting's name if it is none of the four
   */
  public static PrecisionSetting parse(String setting, String value) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "fp32" -> FP32;
      case "fp16" -> FP16;
      case "int8" -> INT8;
      default ->
          throw new IllegalArgumentException(
              "%s must be auto, fp32, fp16 or int8, not '%s'".formatted(setting, value));
    };
  }

  /**
   * What it means for a device.
   *
   * @param cpu whether it is one
   * @param prepared whether the model has been prepared for INT8
   */
  public Precision on(boolean cpu, boolean tensorCores, BooleanSupplier prepared) {
    return switch (this) {
      case FP32 -> Precision.FP32;
      case FP16 -> Precision.FP16;
      case INT8 -> cpu ? Precision.INT8 : automatic(tensorCores);
      case AUTO -> cpu && prepared.getAsBoolean() ? Precision.INT8 : automatic(tensorCores);
    };
  }

  private static Precision automatic(boolean tensorCores) {
    return tensorCores ? Precision.FP16 : Precision.FP32;
  }
}
