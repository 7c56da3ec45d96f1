package dev.quire.app;

import io.quarkus.runtime.ImageMode;
import java.util.Arrays;
import java.util.Locale;

/** Where a model's native code runs. */
enum Isolation {
  /** In the service's own process: an error in native code ends the service. */
  IN_PROCESS("in-process"),
  /** In a process for each device: an error in native code ends that process, to be restarted. */
  PROCESS("process");

  private final String label;

  Isolation(String label) {
    this.label = label;
  }

  /**
   * What the settings of a model say, or else what suits the engine.
   *
   * @param task whose model it is
   * @param form a native executable has no JVM that could run other processes
   */
  static Isolation of(
      String task, QuireConfig.ModelSettings settings, EngineChoice engine, ImageMode form) {
    String setting = "quire.models.%s.isolation".formatted(task);
    Isolation wanted = settings.isolation().map(text -> parse(setting, text)).orElse(usual(engine));
    if (engine == EngineChoice.PADDLE && wanted == IN_PROCESS) {
      throw new IllegalArgumentException(
          ("%s must be %s for Paddle, not %s: any error in Paddle ends the process that it is in")
              .formatted(setting, PROCESS.label, wanted.label));
    }
    if (engine == EngineChoice.SIMULATED && wanted == PROCESS) {
      throw new IllegalArgumentException(
          "%s must be %s for simulated devices, not %s"
              .formatted(setting, IN_PROCESS.label, wanted.label));
    }
    if (wanted == PROCESS && form == ImageMode.NATIVE_RUN) {
      throw new IllegalArgumentException(
          ("%s must be %s in the native executable, not %s: the processes of models need a JVM;"
                  + " run the service on one")
              .formatted(setting, IN_PROCESS.label, wanted.label));
    }
    return wanted;
  }

  private static Isolation usual(EngineChoice engine) {
    return engine == EngineChoice.PADDLE ? PROCESS : IN_PROCESS;
  }

  private static Isolation parse(String setting, String text) {
    String wanted = text.trim().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(isolation -> isolation.label.equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "%s must be %s or %s, not '%s'"
                        .formatted(setting, IN_PROCESS.label, PROCESS.label, text)));
  }
}
