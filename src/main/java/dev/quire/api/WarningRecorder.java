package dev.quire.api;

import dev.quire.image.PageWarning;
import dev.quire.image.PageWarning.Kind;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Counts answered pages that are not shown faithfully: {@code
 * quire_page_warnings_total{model,type}}. A page counts once for each type of warning that it has,
 * however many of that type there are. All types are there from the start, with 0. Thread-safe.
 */
public final class WarningRecorder {

  private final Map<Kind, Counter> counters = new EnumMap<>(Kind.class);

  /**
   * @param model what the metrics call the model
   */
  public WarningRecorder(MeterRegistry registry, String model) {
    for (Kind kind : Kind.values()) {
      counters.put(
          kind,
          Counter.builder("quire.page.warnings")
              .description("Answered pages with a warning of the type")
              .tag("model", model)
              .tag("type", kind.id())
              .register(registry));
    }
  }

  /** Counts an answered page. */
  public void record(List<PageWarning> warnings) {
    warnings.stream()
        .map(PageWarning::kind)
        .distinct()
        .forEach(kind -> counters.get(kind).increment());
  }
}
