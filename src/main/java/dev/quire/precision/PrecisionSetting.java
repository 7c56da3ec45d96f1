package dev.quire.precision;

import dev.quire.engine.Precision;
import java.util.Locale;

/** What the settings say about precision. */
public enum PrecisionSetting {
  /** FP16 where the device has tensor cores, else FP32. */
  AUTO,
  FP32,
  FP16;

  /**
   * Reads a setting's value.
   *
   * @throws IllegalArgumentException with the setting's name if it is none of the three
   */
  public static PrecisionSetting parse(String setting, String value) {
    return switch (value.trim().toLowerCase(Locale.ROOT)) {
      case "auto" -> AUTO;
      case "fp32" -> FP32;
      case "fp16" -> FP16;
      default ->
          throw new IllegalArgumentException(
              "%s must be auto, fp32 or fp16, not '%s'".formatted(setting, value));
    };
  }

  /** What it means for a device. */
  public Precision on(boolean tensorCores) {
    return this == FP16 || this == AUTO && tensorCores ? Precision.FP16 : Precision.FP32;
  }
}
